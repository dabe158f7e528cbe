import { boolean, integer, optional, string } from '@quorate/schema'
import { fabric, node } from '../parameters.ts'

export const controllerOptions = {
  asn: optional(integer({ description: 'Number of the autonomous system.', minimum: 0, maximum: 4294967295 })),
  'bgp-multipath-as-path-relax': optional(boolean({ description: 'Use paths of equal length through different systems together.' })),
  ebgp: optional(boolean({ description: 'Peers are in other autonomous systems.' })),
  'ebgp-multihop': optional(integer({ description: 'How many hops away peers may be.' })),
  fabric: optional(fabric),
  'isis-domain': optional(string({ description: 'Name of the IS-IS domain.' })),
  'isis-ifaces': optional(string({ description: 'Interfaces that speak IS-IS.', format: 'pve-iface-list' })),
  'isis-net': optional(string({ description: 'Network entity title.', format: 'pve-sdn-isis-net' })),
  'lock-token': optional(string({ description: 'Token of the lock that this caller holds on the SDN configuration.' })),
  loopback: optional(string({ description: 'Interface whose address is the source.' })),
  node: optional(node),
  peers: optional(string({ description: 'Addresses of the peers.', format: 'ip-list' })),
}

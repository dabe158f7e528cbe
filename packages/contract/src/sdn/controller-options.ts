import { boolean, integer, optional, string } from '@quorate/schema'
import { fabric, node } from '../parameters.ts'

export const controllerOptions = {
  asn: optional(integer({ minimum: 0, maximum: 4294967295 })),
  'bgp-multipath-as-path-relax': optional(boolean()),
  ebgp: optional(boolean()),
  'ebgp-multihop': optional(integer()),
  fabric: optional(fabric),
  'isis-domain': optional(string()),
  'isis-ifaces': optional(string({ format: 'pve-iface-list' })),
  'isis-net': optional(string({ format: 'pve-sdn-isis-net' })),
  'lock-token': optional(string()),
  loopback: optional(string()),
  node: optional(node),
  peers: optional(string({ format: 'ip-list' })),
}

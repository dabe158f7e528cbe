import { boolean, integer, optional, string } from '@quorate/schema'
import { fabric } from '../parameters.ts'
import { mac } from './parameters.ts'

export const zoneOptions = {
  'advertise-subnets': optional(boolean({ description: 'Announce subnets as well as addresses.' })),
  bridge: optional(string({ description: 'Bridge.' })),
  'bridge-disable-mac-learning': optional(boolean({ description: 'Do not learn addresses on the bridge.' })),
  controller: optional(string({ description: 'Id of the SDN controller.' })),
  dhcp: optional(string({ description: 'DHCP server of the zone.', enum: ['dnsmasq'] })),
  'disable-arp-nd-suppression': optional(boolean({ description: 'Do not answer ARP and neighbour discovery for others.' })),
  dns: optional(string({ description: 'Id of the DNS service.' })),
  dnszone: optional(string({ description: 'DNS zone of the guests.', format: 'dns-name' })),
  'dp-id': optional(integer({ description: 'Faucet datapath id.' })),
  exitnodes: optional(string({ description: 'Nodes that lead out of the zone.', format: 'pve-node-list' })),
  'exitnodes-local-routing': optional(boolean({ description: 'Let the exit node itself reach the guests.' })),
  'exitnodes-primary': optional(string({ description: 'Exit node that is preferred.', format: 'pve-node' })),
  fabric: optional(fabric),
  ipam: optional(string({ description: 'Id of the address management.' })),
  'lock-token': optional(string({ description: 'Token of the lock that this caller holds on the SDN configuration.' })),
  mac: optional(mac),
  mtu: optional(integer({ description: 'Largest packet in bytes.' })),
  nodes: optional(string({ description: 'Nodes that have the zone.', format: 'pve-node-list' })),
  peers: optional(string({ description: 'Addresses of the peers.', format: 'ip-list' })),
  reversedns: optional(string({ description: 'Service for reverse DNS.' })),
  'rt-import': optional(string({ description: 'Route targets to import.', format: 'pve-sdn-bgp-rt-list' })),
  tag: optional(integer({ description: 'VLAN or VXLAN id.', minimum: 0 })),
  'vlan-protocol': optional(string({ description: 'Protocol of the outer VLAN.', default: '802.1q', enum: ['802.1q', '802.1ad'] })),
  'vrf-vxlan': optional(integer({ description: 'VXLAN id between VNets of the zone.', minimum: 1, maximum: 16777215 })),
  'vxlan-port': optional(integer({ description: 'UDP port of VXLAN.', default: 4789, minimum: 1, maximum: 65536 })),
}

import { boolean, integer, optional, string } from '@quorate/schema'
import { fabric } from '../parameters.ts'
import { mac } from './parameters.ts'

export const zoneOptions = {
  'advertise-subnets': optional(boolean()),
  bridge: optional(string()),
  'bridge-disable-mac-learning': optional(boolean()),
  controller: optional(string()),
  dhcp: optional(string({ enum: ['dnsmasq'] })),
  'disable-arp-nd-suppression': optional(boolean()),
  dns: optional(string()),
  dnszone: optional(string({ format: 'dns-name' })),
  'dp-id': optional(integer()),
  exitnodes: optional(string({ format: 'pve-node-list' })),
  'exitnodes-local-routing': optional(boolean()),
  'exitnodes-primary': optional(string({ format: 'pve-node' })),
  fabric: optional(fabric),
  ipam: optional(string()),
  'lock-token': optional(string()),
  mac: optional(mac),
  mtu: optional(integer()),
  nodes: optional(string({ format: 'pve-node-list' })),
  peers: optional(string({ format: 'ip-list' })),
  reversedns: optional(string()),
  'rt-import': optional(string({ format: 'pve-sdn-bgp-rt-list' })),
  tag: optional(integer({ minimum: 0 })),
  'vlan-protocol': optional(string({ default: '802.1q', enum: ['802.1q', '802.1ad'] })),
  'vrf-vxlan': optional(integer({ minimum: 1, maximum: 16777215 })),
  'vxlan-port': optional(integer({ default: 4789, minimum: 1, maximum: 65536 })),
}

import { array, boolean, optional, string } from '@quorate/schema'
import { dhcpRange } from './dhcp-range.ts'

export const subnetOptions = {
  'dhcp-dns-server': optional(string({ description: 'DNS server that DHCP tells.', format: 'ip' })),
  'dhcp-range': optional(array(dhcpRange, { description: 'Addresses that DHCP gives out.' })),
  dnszoneprefix: optional(string({ description: 'Prefix of names in the DNS zone.', format: 'dns-name' })),
  gateway: optional(string({ description: 'Default gateway.', format: 'ip' })),
  'lock-token': optional(string({ description: 'Token of the lock that this caller holds on the SDN configuration.' })),
  snat: optional(boolean({ description: "Hide the subnet behind the node's address." })),
}

import { array, boolean, optional, string } from '@quorate/schema'
import { dhcpRange } from './dhcp-range.ts'

export const subnetOptions = {
  'dhcp-dns-server': optional(string({ format: 'ip' })),
  'dhcp-range': optional(array(dhcpRange)),
  dnszoneprefix: optional(string({ format: 'dns-name' })),
  gateway: optional(string({ format: 'ip' })),
  'lock-token': optional(string()),
  snat: optional(boolean()),
}

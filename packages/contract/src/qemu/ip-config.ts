import { optional, propertyString, string } from '@quorate/schema'

export const ipConfig = propertyString({
  gw: optional(string({ requires: 'ip', format: 'ipv4' })),
  gw6: optional(string({ requires: 'ip6', format: 'ipv6' })),
  ip: optional(string({ default: 'dhcp', format: 'pve-ipv4-config' })),
  ip6: optional(string({ default: 'dhcp', format: 'pve-ipv6-config' })),
})

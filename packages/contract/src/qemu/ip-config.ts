import { optional, propertyString, string } from '@quorate/schema'

export const ipConfig = propertyString({
  gw: optional(string({ description: 'IPv4 gateway.', requires: 'ip', format: 'ipv4' })),
  gw6: optional(string({ description: 'IPv6 gateway.', requires: 'ip6', format: 'ipv6' })),
  ip: optional(string({ description: 'IPv4 address in CIDR form, dhcp or manual.', default: 'dhcp', format: 'pve-ipv4-config' })),
  ip6: optional(string({ description: 'IPv6 address in CIDR form, auto, dhcp or manual.', default: 'dhcp', format: 'pve-ipv6-config' })),
})

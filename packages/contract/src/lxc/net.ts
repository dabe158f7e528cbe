import { boolean, integer, number, optional, propertyString, string } from '@quorate/schema'

export const netOption = propertyString({
  bridge: optional(string({ description: 'Bridge it is connected to.', pattern: '[-_.\\w\\d]+' })),
  firewall: optional(boolean({ description: 'Apply the firewall of the guest.' })),
  gw: optional(string({ description: 'IPv4 gateway.', format: 'ipv4' })),
  gw6: optional(string({ description: 'IPv6 gateway.', format: 'ipv6' })),
  'host-managed': optional(boolean({ description: 'The host sets addresses, not the container.' })),
  hwaddr: optional(string({ description: 'MAC address.', format: 'mac-addr' })),
  ip: optional(string({ description: 'IPv4 address in CIDR form, dhcp or manual.', format: 'pve-ipv4-config' })),
  ip6: optional(string({ description: 'IPv6 address in CIDR form, auto, dhcp or manual.', format: 'pve-ipv6-config' })),
  link_down: optional(boolean({ description: 'Cable not plugged in.' })),
  mtu: optional(integer({ description: 'Largest packet in bytes.', minimum: 64, maximum: 65535 })),
  name: string({ description: 'Name.', pattern: '[-_.\\w\\d]+' }),
  rate: optional(number({ description: 'Rate limit.' })),
  tag: optional(integer({ description: 'VLAN tag.', minimum: 1, maximum: 4094 })),
  trunks: optional(string({ description: 'VLANs let through.', pattern: '(?^:\\d+(?:;\\d+)*)' })),
  type: optional(string({ description: 'Kind.', enum: ['veth'] })),
})

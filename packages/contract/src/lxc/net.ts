import { boolean, integer, number, optional, propertyString, string } from '@quorate/schema'

export const netOption = propertyString({
  bridge: optional(string({ pattern: '[-_.\\w\\d]+' })),
  firewall: optional(boolean()),
  gw: optional(string({ format: 'ipv4' })),
  gw6: optional(string({ format: 'ipv6' })),
  'host-managed': optional(boolean()),
  hwaddr: optional(string({ format: 'mac-addr' })),
  ip: optional(string({ format: 'pve-ipv4-config' })),
  ip6: optional(string({ format: 'pve-ipv6-config' })),
  link_down: optional(boolean()),
  mtu: optional(integer({ minimum: 64, maximum: 65535 })),
  name: string({ pattern: '[-_.\\w\\d]+' }),
  rate: optional(number()),
  tag: optional(integer({ minimum: 1, maximum: 4094 })),
  trunks: optional(string({ pattern: '(?^:\\d+(?:;\\d+)*)' })),
  type: optional(string({ enum: ['veth'] })),
})

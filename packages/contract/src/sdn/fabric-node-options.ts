import { array, integer, optional, propertyString, string } from '@quorate/schema'
import { digest } from '../parameters.ts'

export const fabricNodeOptions = {
  digest: optional(digest),
  interfaces: optional(
    array(
      propertyString({
        hello_multiplier: optional(integer({ description: 'Missed hello packets until a neighbour is gone.', minimum: 2, maximum: 100 })),
        ip: optional(string({ description: 'IPv4 address in CIDR form, dhcp or manual.', format: 'CIDRv4' })),
        ip6: optional(string({ description: 'IPv6 address in CIDR form, auto, dhcp or manual.', format: 'CIDRv6' })),
        name: string({ description: 'Name.', format: 'pve-iface' }),
      }),
      { description: 'Interfaces in the fabric.' },
    ),
  ),
  ip: optional(string({ description: 'IPv4 address.', format: 'ipv4' })),
  ip6: optional(string({ description: 'IPv6 address.', format: 'ipv6' })),
  'lock-token': optional(string({ description: 'Token of the lock that this caller holds on the SDN configuration.' })),
  protocol: string({ description: 'Routing protocol.', enum: ['openfabric', 'ospf'] }),
}

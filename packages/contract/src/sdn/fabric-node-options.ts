import { array, integer, optional, propertyString, string } from '@quorate/schema'
import { digest } from '../parameters.ts'

export const fabricNodeOptions = {
  digest: optional(digest),
  interfaces: array(
    propertyString({
      hello_multiplier: optional(integer({ minimum: 2, maximum: 100 })),
      ip: optional(string({ format: 'CIDRv4' })),
      ip6: optional(string({ format: 'CIDRv6' })),
      name: string({ format: 'pve-iface' }),
    }),
  ),
  ip: optional(string({ format: 'ipv4' })),
  ip6: optional(string({ format: 'ipv6' })),
  'lock-token': optional(string()),
  protocol: string({ enum: ['openfabric', 'ospf'] }),
}

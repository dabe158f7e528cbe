import { number, optional, string } from '@quorate/schema'
import { digest } from '../parameters.ts'

export const fabricOptions = {
  area: optional(string()),
  csnp_interval: optional(number({ minimum: 1, maximum: 600 })),
  digest: optional(digest),
  hello_interval: optional(number({ minimum: 1, maximum: 600 })),
  ip6_prefix: optional(string({ format: 'CIDR' })),
  ip_prefix: optional(string({ format: 'CIDR' })),
  'lock-token': optional(string()),
  protocol: string({ enum: ['openfabric', 'ospf'] }),
}

import { number, optional, string } from '@quorate/schema'
import { digest } from '../parameters.ts'

export const fabricOptions = {
  area: optional(string({ description: 'OSPF area.' })),
  csnp_interval: optional(number({ description: 'Seconds between complete sequence numbers packets.', minimum: 1, maximum: 600 })),
  digest: optional(digest),
  hello_interval: optional(number({ description: 'Seconds between hello packets.', minimum: 1, maximum: 600 })),
  ip6_prefix: optional(string({ description: 'IPv6 network of the fabric.', format: 'CIDR' })),
  ip_prefix: optional(string({ description: 'IPv4 network of the fabric.', format: 'CIDR' })),
  'lock-token': optional(string({ description: 'Token of the lock that this caller holds on the SDN configuration.' })),
  protocol: string({ description: 'Routing protocol.', enum: ['openfabric', 'ospf'] }),
}

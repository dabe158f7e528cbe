import { integer, optional, string } from '@quorate/schema'
import { fingerprint } from '../parameters.ts'

export const dnsOptions = {
  fingerprint: optional(fingerprint),
  'lock-token': optional(string({ description: 'Token of the lock that this caller holds on the SDN configuration.' })),
  reversemaskv6: optional(integer({ description: 'Length of the reverse zone of IPv6.' })),
  ttl: optional(integer({ description: 'Time to live in seconds.' })),
}

import { integer, optional, string } from '@quorate/schema'
import { fingerprint } from '../parameters.ts'

export const dnsOptions = {
  fingerprint: optional(fingerprint),
  'lock-token': optional(string()),
  reversemaskv6: optional(integer()),
  ttl: optional(integer()),
}

import { integer, optional, string } from '@quorate/schema'
import { iface } from '../parameters.ts'

export const ruleFields = {
  comment: optional(string()),
  dest: optional(string({ format: 'pve-fw-addr-spec', maxLength: 512 })),
  dport: optional(string({ format: 'pve-fw-dport-spec' })),
  enable: optional(integer({ minimum: 0 })),
  'icmp-type': optional(string({ format: 'pve-fw-icmp-type-spec' })),
  iface: optional(iface),
  log: optional(string({ enum: ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug', 'nolog'] })),
  macro: optional(string({ maxLength: 128 })),
  proto: optional(string({ format: 'pve-fw-protocol-spec' })),
  source: optional(string({ format: 'pve-fw-addr-spec', maxLength: 512 })),
  sport: optional(string({ format: 'pve-fw-sport-spec' })),
}

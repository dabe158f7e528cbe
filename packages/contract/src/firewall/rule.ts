import { integer, optional, string } from '@quorate/schema'
import { iface } from '../parameters.ts'

export const ruleFields = {
  comment: optional(string({ description: 'Free text.' })),
  dest: optional(
    string({ description: 'Destination addresses, networks, ranges, an alias or an IP set.', format: 'pve-fw-addr-spec', maxLength: 512 }),
  ),
  dport: optional(string({ description: 'Destination ports.', format: 'pve-fw-dport-spec' })),
  enable: optional(integer({ description: 'Whether it is in force.', minimum: 0 })),
  'icmp-type': optional(string({ description: 'Type of the ICMP message.', format: 'pve-fw-icmp-type-spec' })),
  iface: optional(iface),
  log: optional(
    string({
      description: 'Log level of matches.',
      enum: ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug', 'nolog'],
    }),
  ),
  macro: optional(string({ description: 'Name of a ready-made rule.', maxLength: 128 })),
  proto: optional(string({ description: 'Protocol, by name or number.', format: 'pve-fw-protocol-spec' })),
  source: optional(
    string({ description: 'Source addresses, networks, ranges, an alias or an IP set.', format: 'pve-fw-addr-spec', maxLength: 512 }),
  ),
  sport: optional(string({ description: 'Source ports.', format: 'pve-fw-sport-spec' })),
}

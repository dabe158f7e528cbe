import { boolean, optional, string } from '@quorate/schema'

export const guestFirewallOptions = {
  dhcp: optional(boolean({ description: 'DHCP server of the zone.', default: false })),
  enable: optional(boolean({ description: 'Whether it is in force.', default: false })),
  ipfilter: optional(boolean({ description: 'Let devices use only their own addresses.' })),
  log_level_in: optional(
    string({
      description: 'Log level of incoming traffic.',
      enum: ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug', 'nolog'],
    }),
  ),
  log_level_out: optional(
    string({
      description: 'Log level of outgoing traffic.',
      enum: ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug', 'nolog'],
    }),
  ),
  macfilter: optional(boolean({ description: 'Let devices use only their own MAC address.', default: true })),
  ndp: optional(boolean({ description: 'Allow neighbour discovery.', default: true })),
  policy_in: optional(
    string({ description: 'What happens with incoming traffic that no rule matches.', enum: ['ACCEPT', 'REJECT', 'DROP'] }),
  ),
  policy_out: optional(
    string({ description: 'What happens with outgoing traffic that no rule matches.', enum: ['ACCEPT', 'REJECT', 'DROP'] }),
  ),
  radv: optional(boolean({ description: 'Allow router advertisements.' })),
}

import { boolean, optional, string } from '@quorate/schema'

export const guestFirewallOptions = {
  dhcp: optional(boolean({ default: false })),
  enable: optional(boolean({ default: false })),
  ipfilter: optional(boolean()),
  log_level_in: optional(string({ enum: ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug', 'nolog'] })),
  log_level_out: optional(string({ enum: ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug', 'nolog'] })),
  macfilter: optional(boolean({ default: true })),
  ndp: optional(boolean({ default: true })),
  policy_in: optional(string({ enum: ['ACCEPT', 'REJECT', 'DROP'] })),
  policy_out: optional(string({ enum: ['ACCEPT', 'REJECT', 'DROP'] })),
  radv: optional(boolean()),
}

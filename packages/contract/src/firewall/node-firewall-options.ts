import { boolean, integer, optional, string } from '@quorate/schema'

export const nodeFirewallOptions = {
  enable: optional(boolean({ description: 'Whether it is in force.', default: true })),
  log_level_forward: optional(
    string({
      description: 'Log level of forwarded traffic.',
      enum: ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug', 'nolog'],
    }),
  ),
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
  log_nf_conntrack: optional(boolean({ description: 'Log connections.', default: false })),
  ndp: optional(boolean({ description: 'Allow neighbour discovery.', default: true })),
  nf_conntrack_allow_invalid: optional(boolean({ description: 'Accept packets of no known connection.', default: false })),
  nf_conntrack_helpers: optional(
    string({ description: 'Helpers of connection tracking.', default: '', format: 'pve-fw-conntrack-helper' }),
  ),
  nf_conntrack_max: optional(integer({ description: 'Most tracked connections.', default: 262144, minimum: 32768 })),
  nf_conntrack_tcp_timeout_established: optional(
    integer({ description: 'Seconds until an idle connection is forgotten.', default: 432000, minimum: 7875 }),
  ),
  nf_conntrack_tcp_timeout_syn_recv: optional(
    integer({ description: 'Seconds until a half-open connection is forgotten.', default: 60, minimum: 30, maximum: 60 }),
  ),
  nftables: optional(boolean({ description: 'Use nftables.', default: false })),
  nosmurfs: optional(boolean({ description: 'Drop packets with broadcast sources.' })),
  protection_synflood: optional(boolean({ description: 'Limit new connections.', default: false })),
  protection_synflood_burst: optional(integer({ description: 'New connections let through at once.', default: 1000 })),
  protection_synflood_rate: optional(integer({ description: 'New connections each second.', default: 200 })),
  smurf_log_level: optional(
    string({
      description: 'Log level of dropped smurfs.',
      enum: ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug', 'nolog'],
    }),
  ),
  tcp_flags_log_level: optional(
    string({
      description: 'Log level of impossible flags.',
      enum: ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug', 'nolog'],
    }),
  ),
  tcpflags: optional(boolean({ description: 'Drop packets with impossible flags.', default: false })),
}

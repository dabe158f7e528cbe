import { array, boolean, described, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { deletedKeys, digest, limit, node, since, start, until } from '../parameters.ts'
import { needs } from '../permission.ts'
import { nodeFirewallOptions } from './node-firewall-options.ts'

export const firewallNodeOptions = {
  log: endpoint({
    method: 'GET',
    path: '/nodes/{node}/firewall/log',
    description: 'Read the firewall log of the node.',
    permission: needs('/nodes/{node}', 'Sys.Syslog'),
    privileged: true,
    proxy: 'node',
    parameters: {
      node,
      limit: optional(limit),
      since: optional(since),
      start: optional(described(start, { description: 'First line, from 0.' })),
      until: optional(until),
    },
    returns: array(object({ n: integer(), t: string() })),
  }),
  get: endpoint({
    method: 'GET',
    path: '/nodes/{node}/firewall/options',
    description: 'Show the firewall options of the node.',
    permission: needs('/nodes/{node}', 'Sys.Audit'),
    proxy: 'node',
    parameters: { node },
    returns: object({
      enable: optional(boolean({ default: true })),
      log_level_forward: optional(string({ enum: ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug', 'nolog'] })),
      log_level_in: optional(string({ enum: ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug', 'nolog'] })),
      log_level_out: optional(string({ enum: ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug', 'nolog'] })),
      log_nf_conntrack: optional(boolean({ default: false })),
      ndp: optional(boolean({ default: true })),
      nf_conntrack_allow_invalid: optional(boolean({ default: false })),
      nf_conntrack_helpers: optional(string({ default: '' })),
      nf_conntrack_max: optional(integer({ default: 262144 })),
      nf_conntrack_tcp_timeout_established: optional(integer({ default: 432000 })),
      nf_conntrack_tcp_timeout_syn_recv: optional(integer({ default: 60 })),
      nftables: optional(boolean({ default: false })),
      nosmurfs: optional(boolean()),
      protection_synflood: optional(boolean({ default: false })),
      protection_synflood_burst: optional(integer({ default: 1000 })),
      protection_synflood_rate: optional(integer({ default: 200 })),
      smurf_log_level: optional(string({ enum: ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug', 'nolog'] })),
      tcp_flags_log_level: optional(string({ enum: ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug', 'nolog'] })),
      tcpflags: optional(boolean({ default: false })),
    }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/nodes/{node}/firewall/options',
    description: 'Change the firewall options of the node.',
    permission: needs('/nodes/{node}', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    parameters: { node, delete: optional(deletedKeys), digest: optional(digest), ...nodeFirewallOptions },
  }),
}

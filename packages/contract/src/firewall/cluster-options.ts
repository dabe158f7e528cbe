import { array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { deletedKeys, digest } from '../parameters.ts'
import { anyUser, needs } from '../permission.ts'
import { clusterFirewallOptions } from './cluster-firewall-options.ts'

export const firewallClusterOptions = {
  macros: endpoint({
    method: 'GET',
    path: '/cluster/firewall/macros',
    description: 'List ready-made rules.',
    permission: anyUser,
    parameters: {},
    returns: array(object({ descr: string(), macro: string() })),
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/firewall/options',
    description: 'Show the firewall options of the datacenter.',
    permission: needs('/', 'Sys.Audit'),
    parameters: {},
    returns: object({
      ebtables: optional(boolean({ default: true })),
      enable: optional(integer({ default: 0 })),
      log_ratelimit: optional(string()),
      policy_forward: optional(string({ enum: ['ACCEPT', 'DROP'] })),
      policy_in: optional(string({ enum: ['ACCEPT', 'REJECT', 'DROP'] })),
      policy_out: optional(string({ enum: ['ACCEPT', 'REJECT', 'DROP'] })),
    }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/cluster/firewall/options',
    description: 'Change the firewall options of the datacenter.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    parameters: { delete: optional(deletedKeys), digest: optional(digest), ...clusterFirewallOptions },
  }),
  references: endpoint({
    method: 'GET',
    path: '/cluster/firewall/refs',
    description: 'List what rules may name: aliases and IP sets.',
    permission: needs('/', 'Sys.Audit'),
    parameters: { type: optional(string({ description: 'Type.', enum: ['alias', 'ipset'] })) },
    returns: array(
      object({ comment: optional(string()), name: string(), ref: string(), scope: string(), type: string({ enum: ['alias', 'ipset'] }) }),
    ),
  }),
}

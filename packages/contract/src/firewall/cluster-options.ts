import { array, boolean, defaultKey, integer, object, optional, propertyString, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { deletedKeys, digest } from '../parameters.ts'
import { anyUser, needs } from '../permission.ts'

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
    parameters: {
      delete: optional(deletedKeys),
      digest: optional(digest),
      ebtables: optional(boolean({ description: 'Also filter on the link layer.', default: true })),
      enable: optional(integer({ description: 'Whether it is in force.', default: 0, minimum: 0 })),
      log_ratelimit: optional(
        propertyString(
          {
            burst: optional(integer({ description: 'Lines let through at once.', default: 5, minimum: 0 })),
            enable: defaultKey(boolean({ description: 'Whether it is in use.', default: true })),
            rate: optional(string({ description: 'Rate limit.', default: '1/second', pattern: '[1-9][0-9]*\\/(second|minute|hour|day)' })),
          },
          { description: 'Most log lines in a time.' },
        ),
      ),
      policy_forward: optional(
        string({ description: 'What happens with forwarded traffic that no rule matches.', enum: ['ACCEPT', 'DROP'] }),
      ),
      policy_in: optional(
        string({ description: 'What happens with incoming traffic that no rule matches.', enum: ['ACCEPT', 'REJECT', 'DROP'] }),
      ),
      policy_out: optional(
        string({ description: 'What happens with outgoing traffic that no rule matches.', enum: ['ACCEPT', 'REJECT', 'DROP'] }),
      ),
    },
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

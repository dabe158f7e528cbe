import { array, boolean, defaultKey, integer, object, optional, propertyString, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { deletedKeys, digest } from '../parameters.ts'
import { anyUser, needs } from '../permission.ts'

export const firewallClusterOptions = {
  macros: endpoint({
    method: 'GET',
    path: '/cluster/firewall/macros',
    description: 'GET /cluster/firewall/macros',
    permission: anyUser,
    parameters: {},
    returns: array(object({ descr: string(), macro: string() })),
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/firewall/options',
    description: 'GET /cluster/firewall/options',
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
    description: 'PUT /cluster/firewall/options',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    parameters: {
      delete: optional(deletedKeys),
      digest: optional(digest),
      ebtables: optional(boolean({ default: true })),
      enable: optional(integer({ default: 0, minimum: 0 })),
      log_ratelimit: optional(
        propertyString({
          burst: optional(integer({ default: 5, minimum: 0 })),
          enable: defaultKey(boolean({ default: true })),
          rate: optional(string({ default: '1/second', pattern: '[1-9][0-9]*\\/(second|minute|hour|day)' })),
        }),
      ),
      policy_forward: optional(string({ enum: ['ACCEPT', 'DROP'] })),
      policy_in: optional(string({ enum: ['ACCEPT', 'REJECT', 'DROP'] })),
      policy_out: optional(string({ enum: ['ACCEPT', 'REJECT', 'DROP'] })),
    },
  }),
  references: endpoint({
    method: 'GET',
    path: '/cluster/firewall/refs',
    description: 'GET /cluster/firewall/refs',
    permission: needs('/', 'Sys.Audit'),
    parameters: { type: optional(string({ enum: ['alias', 'ipset'] })) },
    returns: array(
      object({ comment: optional(string()), name: string(), ref: string(), scope: string(), type: string({ enum: ['alias', 'ipset'] }) }),
    ),
  }),
}

import { array, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { deletedKeys, digest } from '../parameters.ts'
import { needs } from '../permission.ts'
import { action, moveto, pos, type } from './parameters.ts'
import { ruleFields } from './rule.ts'

export const firewallClusterRules = {
  list: endpoint({
    method: 'GET',
    path: '/cluster/firewall/rules',
    description: 'List rules of the datacenter.',
    permission: needs('/', 'Sys.Audit'),
    parameters: {},
    returns: array(
      object({
        action: string(),
        comment: optional(string()),
        dest: optional(string()),
        dport: optional(string()),
        enable: optional(integer()),
        'icmp-type': optional(string()),
        iface: optional(string()),
        ipversion: optional(integer()),
        log: optional(string({ enum: ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug', 'nolog'] })),
        macro: optional(string()),
        pos: integer(),
        proto: optional(string()),
        source: optional(string()),
        sport: optional(string()),
        type: string(),
      }),
    ),
  }),
  create: endpoint({
    method: 'POST',
    path: '/cluster/firewall/rules',
    description: 'Add a rule of the datacenter.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    parameters: { action, digest: optional(digest), pos: optional(pos), type, ...ruleFields },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/firewall/rules/{pos}',
    description: 'Remove a rule of the datacenter.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    parameters: { pos, digest: optional(digest) },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/firewall/rules/{pos}',
    description: 'Show a rule of the datacenter.',
    permission: needs('/', 'Sys.Audit'),
    parameters: { pos },
    returns: object({
      action: string(),
      comment: optional(string()),
      dest: optional(string()),
      dport: optional(string()),
      enable: optional(integer()),
      'icmp-type': optional(string()),
      iface: optional(string()),
      ipversion: optional(integer()),
      log: optional(string({ enum: ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug', 'nolog'] })),
      macro: optional(string()),
      pos: integer(),
      proto: optional(string()),
      source: optional(string()),
      sport: optional(string()),
      type: string(),
    }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/cluster/firewall/rules/{pos}',
    description: 'Change a rule of the datacenter.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    parameters: {
      pos,
      action: optional(action),
      delete: optional(deletedKeys),
      digest: optional(digest),
      moveto: optional(moveto),
      type: optional(type),
      ...ruleFields,
    },
  }),
}

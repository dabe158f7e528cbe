import { array, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { deletedKeys, digest } from '../parameters.ts'
import { anyUser, needs } from '../permission.ts'
import { action, moveto, pos, type } from './parameters.ts'
import { ruleFields } from './rule.ts'

export const firewallGroups = {
  list: endpoint({
    method: 'GET',
    path: '/cluster/firewall/groups',
    description: 'List security groups.',
    permission: anyUser,
    parameters: {},
    returns: array(object({ comment: optional(string()), digest: string(), group: string() })),
  }),
  create: endpoint({
    method: 'POST',
    path: '/cluster/firewall/groups',
    description: 'Create a security group.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    parameters: {
      comment: optional(string({ description: 'Free text.' })),
      digest: optional(digest),
      group: string({ description: 'Name of the group.', pattern: '[A-Za-z][A-Za-z0-9\\-\\_]+', minLength: 2, maxLength: 18 }),
      rename: optional(string({ description: 'New name.', pattern: '[A-Za-z][A-Za-z0-9\\-\\_]+', minLength: 2, maxLength: 18 })),
    },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/firewall/groups/{group}',
    description: 'Remove an empty security group.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    parameters: {
      group: string({ description: 'Name of the group.', pattern: '[A-Za-z][A-Za-z0-9\\-\\_]+', minLength: 2, maxLength: 18 }),
    },
  }),
  listRules: endpoint({
    method: 'GET',
    path: '/cluster/firewall/groups/{group}',
    description: 'List rules of a security group.',
    permission: needs('/', 'Sys.Audit'),
    parameters: {
      group: string({ description: 'Name of the group.', pattern: '[A-Za-z][A-Za-z0-9\\-\\_]+', minLength: 2, maxLength: 18 }),
    },
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
  createRule: endpoint({
    method: 'POST',
    path: '/cluster/firewall/groups/{group}',
    description: 'Add a rule of a security group.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    parameters: {
      group: string({ description: 'Name of the group.', pattern: '[A-Za-z][A-Za-z0-9\\-\\_]+', minLength: 2, maxLength: 18 }),
      action,
      digest: optional(digest),
      pos: optional(pos),
      type,
      ...ruleFields,
    },
  }),
  removeRule: endpoint({
    method: 'DELETE',
    path: '/cluster/firewall/groups/{group}/{pos}',
    description: 'Remove a rule of a security group.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    parameters: {
      group: string({ description: 'Name of the group.', pattern: '[A-Za-z][A-Za-z0-9\\-\\_]+', minLength: 2, maxLength: 18 }),
      pos,
      digest: optional(digest),
    },
  }),
  getRule: endpoint({
    method: 'GET',
    path: '/cluster/firewall/groups/{group}/{pos}',
    description: 'Show a rule of a security group.',
    permission: needs('/', 'Sys.Audit'),
    parameters: {
      group: string({ description: 'Name of the group.', pattern: '[A-Za-z][A-Za-z0-9\\-\\_]+', minLength: 2, maxLength: 18 }),
      pos,
    },
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
  updateRule: endpoint({
    method: 'PUT',
    path: '/cluster/firewall/groups/{group}/{pos}',
    description: 'Change a rule of a security group.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    parameters: {
      group: string({ description: 'Name of the group.', pattern: '[A-Za-z][A-Za-z0-9\\-\\_]+', minLength: 2, maxLength: 18 }),
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

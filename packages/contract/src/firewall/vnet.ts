import { array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { deletedKeys, digest, vnet } from '../parameters.ts'
import { anyUser } from '../permission.ts'
import { action, moveto, pos, type } from './parameters.ts'
import { ruleFields } from './rule.ts'

export const firewallVnet = {
  options: endpoint({
    method: 'GET',
    path: '/cluster/sdn/vnets/{vnet}/firewall/options',
    description: 'Show the firewall options of a virtual network.',
    permission: anyUser,
    parameters: { vnet },
    returns: object({
      enable: optional(boolean({ default: false })),
      log_level_forward: optional(string({ enum: ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug', 'nolog'] })),
      policy_forward: optional(string({ enum: ['ACCEPT', 'DROP'] })),
    }),
  }),
  updateOptions: endpoint({
    method: 'PUT',
    path: '/cluster/sdn/vnets/{vnet}/firewall/options',
    description: 'Change the firewall options of a virtual network.',
    permission: anyUser,
    privileged: true,
    parameters: {
      vnet,
      delete: optional(deletedKeys),
      digest: optional(digest),
      enable: optional(boolean({ description: 'Whether it is in force.', default: false })),
      log_level_forward: optional(
        string({
          description: 'Log level of forwarded traffic.',
          enum: ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug', 'nolog'],
        }),
      ),
      policy_forward: optional(
        string({ description: 'What happens with forwarded traffic that no rule matches.', enum: ['ACCEPT', 'DROP'] }),
      ),
    },
  }),
  listRules: endpoint({
    method: 'GET',
    path: '/cluster/sdn/vnets/{vnet}/firewall/rules',
    description: 'List rules of a virtual network.',
    permission: anyUser,
    parameters: { vnet },
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
    path: '/cluster/sdn/vnets/{vnet}/firewall/rules',
    description: 'Add a rule of a virtual network.',
    permission: anyUser,
    privileged: true,
    parameters: { vnet, action, digest: optional(digest), pos: optional(pos), type, ...ruleFields },
  }),
  removeRule: endpoint({
    method: 'DELETE',
    path: '/cluster/sdn/vnets/{vnet}/firewall/rules/{pos}',
    description: 'Remove a rule of a virtual network.',
    permission: anyUser,
    privileged: true,
    parameters: { vnet, pos, digest: optional(digest) },
  }),
  getRule: endpoint({
    method: 'GET',
    path: '/cluster/sdn/vnets/{vnet}/firewall/rules/{pos}',
    description: 'Show a rule of a virtual network.',
    permission: anyUser,
    parameters: { vnet, pos },
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
    path: '/cluster/sdn/vnets/{vnet}/firewall/rules/{pos}',
    description: 'Change a rule of a virtual network.',
    permission: anyUser,
    privileged: true,
    parameters: {
      vnet,
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

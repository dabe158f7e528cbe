import { array, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { digest } from '../parameters.ts'
import { needs } from '../permission.ts'
import { haRuleOptions } from './rule-options.ts'

export const haRules = {
  list: endpoint({
    method: 'GET',
    path: '/cluster/ha/rules',
    description: 'List HA rules.',
    permission: needs('/', 'Sys.Audit'),
    cli: [{ usage: 'ha-manager rules config' }, { usage: 'ha-manager rules list' }],
    parameters: {
      resource: optional(string({ description: 'Id of an HA resource.' })),
      type: optional(string({ description: 'Type.', enum: ['node-affinity', 'resource-affinity'] })),
    },
    returns: array(object({ rule: string() })),
  }),
  create: endpoint({
    method: 'POST',
    path: '/cluster/ha/rules',
    description: 'Create an HA rule.',
    permission: needs('/', 'Sys.Console'),
    privileged: true,
    cli: 'ha-manager rules add <type> <rule>',
    parameters: {
      resources: string({ description: 'HA resources the rule is about.', format: 'pve-ha-resource-id-list' }),
      rule: string({ description: 'Id of the rule.', format: 'pve-configid' }),
      ...haRuleOptions,
    },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/ha/rules/{rule}',
    description: 'Remove an HA rule.',
    permission: needs('/', 'Sys.Console'),
    privileged: true,
    cli: 'ha-manager rules remove <rule>',
    parameters: { rule: string({ description: 'Id of the rule.', format: 'pve-configid' }) },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/ha/rules/{rule}',
    description: 'Show an HA rule.',
    permission: needs('/', 'Sys.Audit'),
    parameters: { rule: string({ description: 'Id of the rule.', format: 'pve-configid' }) },
    returns: object({ rule: string(), type: string({ enum: ['node-affinity', 'resource-affinity'] }) }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/cluster/ha/rules/{rule}',
    description: 'Change an HA rule.',
    permission: needs('/', 'Sys.Console'),
    privileged: true,
    cli: 'ha-manager rules set <type> <rule>',
    parameters: {
      rule: string({ description: 'Id of the rule.', format: 'pve-configid' }),
      delete: optional(string({ description: 'Settings to remove.', format: 'pve-configid-list', maxLength: 4096 })),
      digest: optional(digest),
      resources: optional(string({ description: 'HA resources the rule is about.', format: 'pve-ha-resource-id-list' })),
      ...haRuleOptions,
    },
  }),
}

import { array, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { digest } from '../parameters.ts'
import { needs } from '../permission.ts'
import { haRuleOptions } from './rule-options.ts'

export const haRules = {
  list: endpoint({
    method: 'GET',
    path: '/cluster/ha/rules',
    description: 'GET /cluster/ha/rules',
    permission: needs('/', 'Sys.Audit'),
    parameters: { resource: optional(string()), type: optional(string({ enum: ['node-affinity', 'resource-affinity'] })) },
    returns: array(object({ rule: string() })),
  }),
  create: endpoint({
    method: 'POST',
    path: '/cluster/ha/rules',
    description: 'POST /cluster/ha/rules',
    permission: needs('/', 'Sys.Console'),
    privileged: true,
    parameters: { resources: string({ format: 'pve-ha-resource-id-list' }), rule: string({ format: 'pve-configid' }), ...haRuleOptions },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/ha/rules/{rule}',
    description: 'DELETE /cluster/ha/rules/{rule}',
    permission: needs('/', 'Sys.Console'),
    privileged: true,
    parameters: { rule: string({ format: 'pve-configid' }) },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/ha/rules/{rule}',
    description: 'GET /cluster/ha/rules/{rule}',
    permission: needs('/', 'Sys.Audit'),
    parameters: { rule: string({ format: 'pve-configid' }) },
    returns: object({ rule: string(), type: string({ enum: ['node-affinity', 'resource-affinity'] }) }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/cluster/ha/rules/{rule}',
    description: 'PUT /cluster/ha/rules/{rule}',
    permission: needs('/', 'Sys.Console'),
    privileged: true,
    parameters: {
      rule: string({ format: 'pve-configid' }),
      delete: optional(string({ format: 'pve-configid-list', maxLength: 4096 })),
      digest: optional(digest),
      resources: optional(string({ format: 'pve-ha-resource-id-list' })),
      ...haRuleOptions,
    },
  }),
}

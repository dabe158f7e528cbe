import { anything, array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { digest, node } from '../parameters.ts'
import { needs } from '../permission.ts'
import { haResourceOptions } from './resource-options.ts'

export const haResources = {
  list: endpoint({
    method: 'GET',
    path: '/cluster/ha/resources',
    description: 'GET /cluster/ha/resources',
    permission: needs('/', 'Sys.Audit'),
    parameters: { type: optional(string({ enum: ['ct', 'vm'] })) },
    returns: array(object({ sid: string() })),
  }),
  create: endpoint({
    method: 'POST',
    path: '/cluster/ha/resources',
    description: 'POST /cluster/ha/resources',
    permission: needs('/', 'Sys.Console'),
    privileged: true,
    parameters: {
      sid: string({ format: 'pve-ha-resource-or-vm-id' }),
      type: optional(string({ enum: ['ct', 'vm'] })),
      ...haResourceOptions,
    },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/ha/resources/{sid}',
    description: 'DELETE /cluster/ha/resources/{sid}',
    permission: needs('/', 'Sys.Console'),
    privileged: true,
    parameters: { sid: string({ format: 'pve-ha-resource-or-vm-id' }), purge: optional(boolean({ default: true })) },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/ha/resources/{sid}',
    description: 'GET /cluster/ha/resources/{sid}',
    permission: needs('/', 'Sys.Audit'),
    parameters: { sid: string({ format: 'pve-ha-resource-or-vm-id' }) },
    returns: object({
      comment: optional(string()),
      digest: string(),
      failback: optional(boolean({ default: true })),
      group: optional(string()),
      max_relocate: optional(integer()),
      max_restart: optional(integer()),
      sid: string(),
      state: optional(string({ enum: ['started', 'stopped', 'enabled', 'disabled', 'ignored'] })),
      type: string(),
    }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/cluster/ha/resources/{sid}',
    description: 'PUT /cluster/ha/resources/{sid}',
    permission: needs('/', 'Sys.Console'),
    privileged: true,
    parameters: {
      sid: string({ format: 'pve-ha-resource-or-vm-id' }),
      delete: optional(string({ format: 'pve-configid-list', maxLength: 4096 })),
      digest: optional(digest),
      ...haResourceOptions,
    },
  }),
  migrate: endpoint({
    method: 'POST',
    path: '/cluster/ha/resources/{sid}/migrate',
    description: 'POST /cluster/ha/resources/{sid}/migrate',
    permission: needs('/', 'Sys.Console'),
    privileged: true,
    parameters: { sid: string({ format: 'pve-ha-resource-or-vm-id' }), node },
    returns: object({
      'blocking-resources': optional(array(object({ cause: string({ enum: ['resource-affinity'] }), sid: string() }))),
      'comigrated-resources': optional(array(anything())),
      'requested-node': string(),
      sid: string(),
    }),
  }),
  relocate: endpoint({
    method: 'POST',
    path: '/cluster/ha/resources/{sid}/relocate',
    description: 'POST /cluster/ha/resources/{sid}/relocate',
    permission: needs('/', 'Sys.Console'),
    privileged: true,
    parameters: { sid: string({ format: 'pve-ha-resource-or-vm-id' }), node },
    returns: object({
      'blocking-resources': optional(array(object({ cause: string({ enum: ['resource-affinity'] }), sid: string() }))),
      'comigrated-resources': optional(array(string())),
      'requested-node': string(),
      sid: string(),
    }),
  }),
}

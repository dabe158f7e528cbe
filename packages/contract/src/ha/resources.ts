import { anything, array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { digest, node } from '../parameters.ts'
import { needs } from '../permission.ts'
import { haResourceOptions } from './resource-options.ts'

export const haResources = {
  list: endpoint({
    method: 'GET',
    path: '/cluster/ha/resources',
    description: 'List HA resources.',
    permission: needs('/', 'Sys.Audit'),
    cli: 'ha-manager config',
    parameters: { type: optional(string({ description: 'Type.', enum: ['ct', 'vm'] })) },
    returns: array(object({ sid: string() })),
  }),
  create: endpoint({
    method: 'POST',
    path: '/cluster/ha/resources',
    description: 'Create an HA resource.',
    permission: needs('/', 'Sys.Console'),
    privileged: true,
    cli: 'ha-manager add <sid>',
    parameters: {
      sid: string({ description: 'Id of the HA resource, such as vm:100.', format: 'pve-ha-resource-or-vm-id' }),
      type: optional(string({ description: 'Type.', enum: ['ct', 'vm'] })),
      ...haResourceOptions,
    },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/ha/resources/{sid}',
    description: 'Remove an HA resource.',
    permission: needs('/', 'Sys.Console'),
    privileged: true,
    cli: 'ha-manager remove <sid>',
    parameters: {
      sid: string({ description: 'Id of the HA resource, such as vm:100.', format: 'pve-ha-resource-or-vm-id' }),
      purge: optional(boolean({ description: 'Also remove the guest from jobs, replication and HA.', default: true })),
    },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/ha/resources/{sid}',
    description: 'Show an HA resource.',
    permission: needs('/', 'Sys.Audit'),
    parameters: { sid: string({ description: 'Id of the HA resource, such as vm:100.', format: 'pve-ha-resource-or-vm-id' }) },
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
    description: 'Change an HA resource.',
    permission: needs('/', 'Sys.Console'),
    privileged: true,
    cli: 'ha-manager set <sid>',
    parameters: {
      sid: string({ description: 'Id of the HA resource, such as vm:100.', format: 'pve-ha-resource-or-vm-id' }),
      delete: optional(string({ description: 'Settings to remove.', format: 'pve-configid-list', maxLength: 4096 })),
      digest: optional(digest),
      ...haResourceOptions,
    },
  }),
  migrate: endpoint({
    method: 'POST',
    path: '/cluster/ha/resources/{sid}/migrate',
    description: 'Migrate an HA resource to a node.',
    permission: needs('/', 'Sys.Console'),
    privileged: true,
    cli: { usage: 'ha-manager crm-command migrate <sid> <node>', aliases: ['ha-manager migrate'] },
    parameters: { sid: string({ description: 'Id of the HA resource, such as vm:100.', format: 'pve-ha-resource-or-vm-id' }), node },
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
    description: 'Stop an HA resource and start it on another node.',
    permission: needs('/', 'Sys.Console'),
    privileged: true,
    cli: { usage: 'ha-manager crm-command relocate <sid> <node>', aliases: ['ha-manager relocate'] },
    parameters: { sid: string({ description: 'Id of the HA resource, such as vm:100.', format: 'pve-ha-resource-or-vm-id' }), node },
    returns: object({
      'blocking-resources': optional(array(object({ cause: string({ enum: ['resource-affinity'] }), sid: string() }))),
      'comigrated-resources': optional(array(string())),
      'requested-node': string(),
      sid: string(),
    }),
  }),
}

import { array, boolean, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { comment, digest } from '../parameters.ts'
import { needs } from '../permission.ts'
import { group } from './parameters.ts'

export const haGroups = {
  list: endpoint({
    method: 'GET',
    path: '/cluster/ha/groups',
    description: 'List HA groups.',
    permission: needs('/', 'Sys.Audit'),
    cli: 'ha-manager groupconfig',
    parameters: {},
    returns: array(object({ group: string() })),
  }),
  create: endpoint({
    method: 'POST',
    path: '/cluster/ha/groups',
    description: 'Create an HA group.',
    permission: needs('/', 'Sys.Console'),
    privileged: true,
    cli: 'ha-manager groupadd <group>',
    parameters: {
      comment: optional(comment),
      group,
      nodes: string({ description: 'Members with priorities.', format: 'pve-ha-node-list' }),
      nofailback: optional(boolean({ description: 'Stay when a node of higher priority comes back.', default: false })),
      restricted: optional(boolean({ description: 'Run only on these nodes.', default: false })),
      type: optional(string({ description: 'Type.', enum: ['group'] })),
    },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/ha/groups/{group}',
    description: 'Remove an HA group.',
    permission: needs('/', 'Sys.Console'),
    privileged: true,
    cli: 'ha-manager groupremove <group>',
    parameters: { group },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/ha/groups/{group}',
    description: 'Show an HA group.',
    permission: needs('/', 'Sys.Audit'),
    parameters: { group },
  }),
  update: endpoint({
    method: 'PUT',
    path: '/cluster/ha/groups/{group}',
    description: 'Change an HA group.',
    permission: needs('/', 'Sys.Console'),
    privileged: true,
    cli: 'ha-manager groupset <group>',
    parameters: {
      group,
      comment: optional(comment),
      delete: optional(string({ description: 'Settings to remove.', format: 'pve-configid-list', maxLength: 4096 })),
      digest: optional(digest),
      nodes: optional(string({ description: 'Members with priorities.', format: 'pve-ha-node-list' })),
      nofailback: optional(boolean({ description: 'Stay when a node of higher priority comes back.', default: false })),
      restricted: optional(boolean({ description: 'Run only on these nodes.', default: false })),
    },
  }),
}

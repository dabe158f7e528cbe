import { array, boolean, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { comment, digest } from '../parameters.ts'
import { needs } from '../permission.ts'
import { group } from './parameters.ts'

export const haGroups = {
  list: endpoint({
    method: 'GET',
    path: '/cluster/ha/groups',
    description: 'GET /cluster/ha/groups',
    permission: needs('/', 'Sys.Audit'),
    parameters: {},
    returns: array(object({ group: string() })),
  }),
  create: endpoint({
    method: 'POST',
    path: '/cluster/ha/groups',
    description: 'POST /cluster/ha/groups',
    permission: needs('/', 'Sys.Console'),
    privileged: true,
    parameters: {
      comment: optional(comment),
      group,
      nodes: string({ format: 'pve-ha-node-list' }),
      nofailback: optional(boolean({ default: false })),
      restricted: optional(boolean({ default: false })),
      type: optional(string({ enum: ['group'] })),
    },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/ha/groups/{group}',
    description: 'DELETE /cluster/ha/groups/{group}',
    permission: needs('/', 'Sys.Console'),
    privileged: true,
    parameters: { group },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/ha/groups/{group}',
    description: 'GET /cluster/ha/groups/{group}',
    permission: needs('/', 'Sys.Audit'),
    parameters: { group },
  }),
  update: endpoint({
    method: 'PUT',
    path: '/cluster/ha/groups/{group}',
    description: 'PUT /cluster/ha/groups/{group}',
    permission: needs('/', 'Sys.Console'),
    privileged: true,
    parameters: {
      group,
      comment: optional(comment),
      delete: optional(string({ format: 'pve-configid-list', maxLength: 4096 })),
      digest: optional(digest),
      nodes: optional(string({ format: 'pve-ha-node-list' })),
      nofailback: optional(boolean({ default: false })),
      restricted: optional(boolean({ default: false })),
    },
  }),
}

import { array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { vms } from '../parameters.ts'
import { anyUser, needs } from '../permission.ts'

export const pools = {
  removeByParameter: endpoint({
    method: 'DELETE',
    path: '/pools',
    description: 'Remove a resource pool.',
    permission: needs('/pool/{poolid}', 'Pool.Allocate'),
    privileged: true,
    cli: 'pveum pool delete <poolid>',
    parameters: { poolid: string({ description: 'Name of the resource pool.', format: 'pve-poolid' }) },
  }),
  list: endpoint({
    method: 'GET',
    path: '/pools',
    description: 'List resource pools, or the members of one.',
    permission: anyUser,
    cli: 'pveum pool list',
    parameters: {
      poolid: optional(string({ description: 'Name of the resource pool.', format: 'pve-poolid' })),
      type: optional(string({ description: 'Only members of this kind.', requires: 'poolid', enum: ['qemu', 'lxc', 'storage'] })),
    },
    returns: array(
      object({
        comment: optional(string()),
        members: optional(
          array(
            object(
              {
                id: string(),
                node: string(),
                storage: optional(string()),
                type: string({ enum: ['qemu', 'lxc', 'openvz', 'storage'] }),
                vmid: optional(integer()),
              },
              { additionalProperties: true },
            ),
          ),
        ),
        poolid: string(),
      }),
    ),
  }),
  create: endpoint({
    method: 'POST',
    path: '/pools',
    description: 'Create a resource pool.',
    permission: needs('/pool/{poolid}', 'Pool.Allocate'),
    privileged: true,
    cli: 'pveum pool add <poolid>',
    parameters: {
      comment: optional(string({ description: 'Free text.' })),
      poolid: string({ description: 'Name of the resource pool.', format: 'pve-poolid' }),
    },
  }),
  updateByParameter: endpoint({
    method: 'PUT',
    path: '/pools',
    description: 'Change a resource pool: its notes and members.',
    permission: needs('/pool/{poolid}', 'Pool.Allocate'),
    privileged: true,
    cli: 'pveum pool modify <poolid>',
    parameters: {
      'allow-move': optional(boolean({ description: 'Also take guests that are in another pool.', default: false })),
      comment: optional(string({ description: 'Free text.' })),
      delete: optional(boolean({ description: 'Remove the given guests and storages instead of adding them.', default: false })),
      poolid: string({ description: 'Name of the resource pool.', format: 'pve-poolid' }),
      storage: optional(string({ description: 'Id of the storage.', format: 'pve-storage-id-list' })),
      vms: optional(vms),
    },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/pools/{poolid}',
    description: 'Remove a resource pool; DELETE /pools is its present form.',
    permission: needs('/pool/{poolid}', 'Pool.Allocate'),
    privileged: true,
    parameters: { poolid: string({ description: 'Name of the resource pool.', format: 'pve-poolid' }) },
  }),
  get: endpoint({
    method: 'GET',
    path: '/pools/{poolid}',
    description: 'Show a resource pool; GET /pools is its present form.',
    permission: needs('/pool/{poolid}', 'Pool.Audit'),
    parameters: {
      poolid: string({ description: 'Name of the resource pool.', format: 'pve-poolid' }),
      type: optional(string({ description: 'Only members of this kind.', enum: ['qemu', 'lxc', 'storage'] })),
    },
    returns: object({
      comment: optional(string()),
      members: array(
        object(
          {
            id: string(),
            node: string(),
            storage: optional(string()),
            type: string({ enum: ['qemu', 'lxc', 'openvz', 'storage'] }),
            vmid: optional(integer()),
          },
          { additionalProperties: true },
        ),
      ),
    }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/pools/{poolid}',
    description: 'Change a resource pool; PUT /pools is its present form.',
    permission: needs('/pool/{poolid}', 'Pool.Allocate'),
    privileged: true,
    parameters: {
      poolid: string({ description: 'Name of the resource pool.', format: 'pve-poolid' }),
      'allow-move': optional(boolean({ description: 'Also take guests that are in another pool.', default: false })),
      comment: optional(string({ description: 'Free text.' })),
      delete: optional(boolean({ description: 'Remove the given guests and storages instead of adding them.', default: false })),
      storage: optional(string({ description: 'Id of the storage.', format: 'pve-storage-id-list' })),
      vms: optional(vms),
    },
  }),
}

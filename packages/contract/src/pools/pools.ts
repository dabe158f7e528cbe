import { array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { vms } from '../parameters.ts'
import { anyUser, needs } from '../permission.ts'

export const pools = {
  removeByParameter: endpoint({
    method: 'DELETE',
    path: '/pools',
    description: 'DELETE /pools',
    permission: needs('/pool/{poolid}', 'Pool.Allocate'),
    privileged: true,
    parameters: { poolid: string({ format: 'pve-poolid' }) },
  }),
  list: endpoint({
    method: 'GET',
    path: '/pools',
    description: 'GET /pools',
    permission: anyUser,
    parameters: {
      poolid: optional(string({ format: 'pve-poolid' })),
      type: optional(string({ requires: 'poolid', enum: ['qemu', 'lxc', 'storage'] })),
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
    description: 'POST /pools',
    permission: needs('/pool/{poolid}', 'Pool.Allocate'),
    privileged: true,
    parameters: { comment: optional(string()), poolid: string({ format: 'pve-poolid' }) },
  }),
  updateByParameter: endpoint({
    method: 'PUT',
    path: '/pools',
    description: 'PUT /pools',
    permission: needs('/pool/{poolid}', 'Pool.Allocate'),
    privileged: true,
    parameters: {
      'allow-move': optional(boolean({ default: false })),
      comment: optional(string()),
      delete: optional(boolean({ default: false })),
      poolid: string({ format: 'pve-poolid' }),
      storage: optional(string({ format: 'pve-storage-id-list' })),
      vms: optional(vms),
    },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/pools/{poolid}',
    description: 'DELETE /pools/{poolid}',
    permission: needs('/pool/{poolid}', 'Pool.Allocate'),
    privileged: true,
    parameters: { poolid: string({ format: 'pve-poolid' }) },
  }),
  get: endpoint({
    method: 'GET',
    path: '/pools/{poolid}',
    description: 'GET /pools/{poolid}',
    permission: needs('/pool/{poolid}', 'Pool.Audit'),
    parameters: { poolid: string({ format: 'pve-poolid' }), type: optional(string({ enum: ['qemu', 'lxc', 'storage'] })) },
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
    description: 'PUT /pools/{poolid}',
    permission: needs('/pool/{poolid}', 'Pool.Allocate'),
    privileged: true,
    parameters: {
      poolid: string({ format: 'pve-poolid' }),
      'allow-move': optional(boolean({ default: false })),
      comment: optional(string()),
      delete: optional(boolean({ default: false })),
      storage: optional(string({ format: 'pve-storage-id-list' })),
      vms: optional(vms),
    },
  }),
}

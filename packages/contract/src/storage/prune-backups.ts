import { array, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node, storageId, vmid } from '../parameters.ts'
import { anyUser, needsAny } from '../permission.ts'
import { pruneBackups } from '../shared/prune-backups.ts'

export const storagePruneBackups = {
  prune: endpoint({
    method: 'DELETE',
    path: '/nodes/{node}/storage/{storage}/prunebackups',
    description: 'DELETE /nodes/{node}/storage/{storage}/prunebackups',
    permission: anyUser,
    privileged: true,
    proxy: 'node',
    task: { type: 'prunebackups', id: 'storage' },
    parameters: {
      node,
      storage: storageId,
      'prune-backups': optional(pruneBackups),
      type: optional(string({ enum: ['qemu', 'lxc'] })),
      vmid: optional(vmid),
    },
  }),
  preview: endpoint({
    method: 'GET',
    path: '/nodes/{node}/storage/{storage}/prunebackups',
    description: 'GET /nodes/{node}/storage/{storage}/prunebackups',
    permission: needsAny('/storage/{storage}', 'Datastore.Audit', 'Datastore.AllocateSpace'),
    privileged: true,
    proxy: 'node',
    parameters: {
      node,
      storage: storageId,
      'prune-backups': optional(pruneBackups),
      type: optional(string({ enum: ['qemu', 'lxc'] })),
      vmid: optional(vmid),
    },
    returns: array(
      object({
        ctime: integer(),
        mark: string({ enum: ['keep', 'remove', 'protected', 'renamed'] }),
        type: string(),
        vmid: optional(integer()),
        volid: string(),
      }),
    ),
  }),
}

import { array, described, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node, storageId, vmid } from '../parameters.ts'
import { anyUser, needsAny } from '../permission.ts'
import { pruneBackups } from '../shared/prune-backups.ts'

export const storagePruneBackups = {
  prune: endpoint({
    method: 'DELETE',
    path: '/nodes/{node}/storage/{storage}/prunebackups',
    description: 'Remove backups that are not to be kept.',
    permission: anyUser,
    privileged: true,
    proxy: 'node',
    task: { type: 'prunebackups', id: 'storage' },
    parameters: {
      node,
      storage: storageId,
      'prune-backups': optional(described(pruneBackups, { description: 'Which older backups to keep.' })),
      type: optional(string({ description: 'Type.', enum: ['qemu', 'lxc'] })),
      vmid: optional(vmid),
    },
  }),
  preview: endpoint({
    method: 'GET',
    path: '/nodes/{node}/storage/{storage}/prunebackups',
    description: 'Show which backups would be kept and removed.',
    permission: needsAny('/storage/{storage}', 'Datastore.Audit', 'Datastore.AllocateSpace'),
    privileged: true,
    proxy: 'node',
    parameters: {
      node,
      storage: storageId,
      'prune-backups': optional(described(pruneBackups, { description: 'Which older backups to keep.' })),
      type: optional(string({ description: 'Type.', enum: ['qemu', 'lxc'] })),
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

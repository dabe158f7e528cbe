import { array, boolean, described, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node } from '../parameters.ts'
import { needs } from '../permission.ts'
import { name } from './parameters.ts'

export const nodesDisksLvmthin = {
  list: endpoint({
    method: 'GET',
    path: '/nodes/{node}/disks/lvmthin',
    description: 'List thin pools.',
    permission: needs('/', 'Sys.Audit'),
    privileged: true,
    proxy: 'node',
    parameters: { node },
    returns: array(
      object({ lv: string(), lv_size: integer(), metadata_size: integer(), metadata_used: integer(), used: integer(), vg: string() }),
    ),
  }),
  create: endpoint({
    method: 'POST',
    path: '/nodes/{node}/disks/lvmthin',
    description: 'Create a thin pool.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    task: { type: 'lvmthincreate', id: 'name' },
    parameters: {
      node,
      add_storage: optional(boolean({ description: 'Also add a storage that uses it.', default: false })),
      device: string({ description: 'Block device.' }),
      name: described(name, { description: 'Name of the storage or pool.' }),
    },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/nodes/{node}/disks/lvmthin/{name}',
    description: 'Remove a thin pool.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    task: { type: 'lvmthinremove', id: 'name' },
    parameters: {
      node,
      name: described(name, { description: 'Name of the storage or pool.' }),
      'cleanup-config': optional(boolean({ description: 'Also mark storages that use it as not available here.', default: false })),
      'cleanup-disks': optional(boolean({ description: 'Also wipe the disks.', default: false })),
      'volume-group': string({ description: 'Volume group.', format: 'pve-storage-id' }),
    },
  }),
}

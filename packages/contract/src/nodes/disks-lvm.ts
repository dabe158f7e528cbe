import { array, boolean, described, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node } from '../parameters.ts'
import { needs } from '../permission.ts'
import { name } from './parameters.ts'

export const nodesDisksLvm = {
  list: endpoint({
    method: 'GET',
    path: '/nodes/{node}/disks/lvm',
    description: 'List volume groups.',
    permission: needs('/', 'Sys.Audit'),
    privileged: true,
    proxy: 'node',
    parameters: { node },
    returns: object({
      children: array(
        object({
          children: optional(array(object({ free: integer(), leaf: boolean(), name: string(), size: integer() }))),
          free: integer(),
          leaf: boolean(),
          name: string(),
          size: integer(),
        }),
      ),
      leaf: boolean(),
    }),
  }),
  create: endpoint({
    method: 'POST',
    path: '/nodes/{node}/disks/lvm',
    description: 'Create a volume group.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    task: { type: 'lvmcreate', id: 'name' },
    parameters: {
      node,
      add_storage: optional(boolean({ description: 'Also add a storage that uses it.', default: false })),
      device: string({ description: 'Block device.' }),
      name: described(name, { description: 'Name of the storage or pool.' }),
    },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/nodes/{node}/disks/lvm/{name}',
    description: 'Remove a volume group.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    task: { type: 'lvmremove', id: 'name' },
    parameters: {
      node,
      name: described(name, { description: 'Name of the storage or pool.' }),
      'cleanup-config': optional(boolean({ description: 'Also mark storages that use it as not available here.', default: false })),
      'cleanup-disks': optional(boolean({ description: 'Also wipe the disks.', default: false })),
    },
  }),
}

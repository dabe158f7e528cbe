import { array, boolean, described, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node } from '../parameters.ts'
import { needs } from '../permission.ts'
import { name } from './parameters.ts'

export const nodesDisksDirectory = {
  list: endpoint({
    method: 'GET',
    path: '/nodes/{node}/disks/directory',
    description: 'List file systems on disks.',
    permission: needs('/', 'Sys.Audit'),
    privileged: true,
    proxy: 'node',
    parameters: { node },
    returns: array(object({ device: string(), options: string(), path: string(), type: string(), unitfile: string() })),
  }),
  create: endpoint({
    method: 'POST',
    path: '/nodes/{node}/disks/directory',
    description: 'Create a mounted file system on a disk.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    task: { type: 'dircreate', id: 'name' },
    parameters: {
      node,
      add_storage: optional(boolean({ description: 'Also add a storage that uses it.', default: false })),
      device: string({ description: 'Block device.' }),
      filesystem: optional(string({ description: 'File system.', default: 'ext4', enum: ['ext4', 'xfs'] })),
      name: described(name, { description: 'Name of the storage or pool.' }),
    },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/nodes/{node}/disks/directory/{name}',
    description: 'Remove a mounted file system on a disk.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    task: { type: 'dirremove', id: 'name' },
    parameters: {
      node,
      name: described(name, { description: 'Name of the storage or pool.' }),
      'cleanup-config': optional(boolean({ description: 'Also mark storages that use it as not available here.', default: false })),
      'cleanup-disks': optional(boolean({ description: 'Also wipe the disks.', default: false })),
    },
  }),
}

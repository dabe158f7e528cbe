import { array, boolean, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node } from '../parameters.ts'
import { needs } from '../permission.ts'
import { name } from './parameters.ts'

export const nodesDisksDirectory = {
  list: endpoint({
    method: 'GET',
    path: '/nodes/{node}/disks/directory',
    description: 'GET /nodes/{node}/disks/directory',
    permission: needs('/', 'Sys.Audit'),
    privileged: true,
    proxy: 'node',
    parameters: { node },
    returns: array(object({ device: string(), options: string(), path: string(), type: string(), unitfile: string() })),
  }),
  create: endpoint({
    method: 'POST',
    path: '/nodes/{node}/disks/directory',
    description: 'POST /nodes/{node}/disks/directory',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    task: { type: 'dircreate', id: 'name' },
    parameters: {
      node,
      add_storage: optional(boolean({ default: false })),
      device: string(),
      filesystem: optional(string({ default: 'ext4', enum: ['ext4', 'xfs'] })),
      name,
    },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/nodes/{node}/disks/directory/{name}',
    description: 'DELETE /nodes/{node}/disks/directory/{name}',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    task: { type: 'dirremove', id: 'name' },
    parameters: {
      node,
      name,
      'cleanup-config': optional(boolean({ default: false })),
      'cleanup-disks': optional(boolean({ default: false })),
    },
  }),
}

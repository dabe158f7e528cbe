import { array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node } from '../parameters.ts'
import { needs } from '../permission.ts'
import { name } from './parameters.ts'

export const nodesDisksLvm = {
  list: endpoint({
    method: 'GET',
    path: '/nodes/{node}/disks/lvm',
    description: 'GET /nodes/{node}/disks/lvm',
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
    description: 'POST /nodes/{node}/disks/lvm',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    task: { type: 'lvmcreate', id: 'name' },
    parameters: { node, add_storage: optional(boolean({ default: false })), device: string(), name },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/nodes/{node}/disks/lvm/{name}',
    description: 'DELETE /nodes/{node}/disks/lvm/{name}',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    task: { type: 'lvmremove', id: 'name' },
    parameters: {
      node,
      name,
      'cleanup-config': optional(boolean({ default: false })),
      'cleanup-disks': optional(boolean({ default: false })),
    },
  }),
}

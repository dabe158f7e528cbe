import { array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node } from '../parameters.ts'
import { needs } from '../permission.ts'
import { name } from './parameters.ts'

export const nodesDisksLvmthin = {
  list: endpoint({
    method: 'GET',
    path: '/nodes/{node}/disks/lvmthin',
    description: 'GET /nodes/{node}/disks/lvmthin',
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
    description: 'POST /nodes/{node}/disks/lvmthin',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    task: { type: 'lvmthincreate', id: 'name' },
    parameters: { node, add_storage: optional(boolean({ default: false })), device: string(), name },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/nodes/{node}/disks/lvmthin/{name}',
    description: 'DELETE /nodes/{node}/disks/lvmthin/{name}',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    task: { type: 'lvmthinremove', id: 'name' },
    parameters: {
      node,
      name,
      'cleanup-config': optional(boolean({ default: false })),
      'cleanup-disks': optional(boolean({ default: false })),
      'volume-group': string({ format: 'pve-storage-id' }),
    },
  }),
}

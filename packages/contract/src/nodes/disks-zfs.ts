import { array, boolean, integer, number, object, optional, propertyString, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node } from '../parameters.ts'
import { needs } from '../permission.ts'
import { name } from './parameters.ts'

export const nodesDisksZfs = {
  list: endpoint({
    method: 'GET',
    path: '/nodes/{node}/disks/zfs',
    description: 'GET /nodes/{node}/disks/zfs',
    permission: needs('/', 'Sys.Audit'),
    privileged: true,
    proxy: 'node',
    parameters: { node },
    returns: array(
      object({ alloc: integer(), dedup: number(), frag: integer(), free: integer(), health: string(), name: string(), size: integer() }),
    ),
  }),
  create: endpoint({
    method: 'POST',
    path: '/nodes/{node}/disks/zfs',
    description: 'POST /nodes/{node}/disks/zfs',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    task: { type: 'zfscreate', id: 'name' },
    parameters: {
      node,
      add_storage: optional(boolean({ default: false })),
      ashift: optional(integer({ default: 12, minimum: 9, maximum: 16 })),
      compression: optional(string({ default: 'on', enum: ['on', 'off', 'gzip', 'lz4', 'lzjb', 'zle', 'zstd'] })),
      devices: string({ format: 'string-list' }),
      'draid-config': optional(
        propertyString({
          data: integer({ minimum: 1 }),
          spares: integer({ minimum: 0 }),
        }),
      ),
      name,
      raidlevel: string({ enum: ['single', 'mirror', 'raid10', 'raidz', 'raidz2', 'raidz3', 'draid', 'draid2', 'draid3'] }),
    },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/nodes/{node}/disks/zfs/{name}',
    description: 'DELETE /nodes/{node}/disks/zfs/{name}',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    task: { type: 'zfsremove', id: 'name' },
    parameters: {
      node,
      name,
      'cleanup-config': optional(boolean({ default: false })),
      'cleanup-disks': optional(boolean({ default: false })),
    },
  }),
  get: endpoint({
    method: 'GET',
    path: '/nodes/{node}/disks/zfs/{name}',
    description: 'GET /nodes/{node}/disks/zfs/{name}',
    permission: needs('/', 'Sys.Audit'),
    privileged: true,
    proxy: 'node',
    parameters: { node, name },
    returns: object({
      action: optional(string()),
      children: array(
        object({
          cksum: optional(number()),
          msg: string(),
          name: string(),
          read: optional(number()),
          state: optional(string()),
          write: optional(number()),
        }),
      ),
      errors: string(),
      name: string(),
      scan: optional(string()),
      state: string(),
      status: optional(string()),
    }),
  }),
}

import { array, boolean, described, integer, number, object, optional, propertyString, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node } from '../parameters.ts'
import { needs } from '../permission.ts'
import { name } from './parameters.ts'

export const nodesDisksZfs = {
  list: endpoint({
    method: 'GET',
    path: '/nodes/{node}/disks/zfs',
    description: 'List ZFS pools.',
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
    description: 'Create a ZFS pool.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    task: { type: 'zfscreate', id: 'name' },
    parameters: {
      node,
      add_storage: optional(boolean({ description: 'Also add a storage that uses it.', default: false })),
      ashift: optional(integer({ description: 'Sector size as a power of two.', default: 12, minimum: 9, maximum: 16 })),
      compression: optional(
        string({ description: 'How the file is decompressed.', default: 'on', enum: ['on', 'off', 'gzip', 'lz4', 'lzjb', 'zle', 'zstd'] }),
      ),
      devices: string({ description: 'Block devices.', format: 'string-list' }),
      'draid-config': optional(
        propertyString(
          {
            data: integer({ description: 'Data devices in each group.', minimum: 1 }),
            spares: integer({ description: 'Spare devices.', minimum: 0 }),
          },
          { description: 'Settings of dRAID.' },
        ),
      ),
      name: described(name, { description: 'Name of the storage or pool.' }),
      raidlevel: string({
        description: 'RAID level.',
        enum: ['single', 'mirror', 'raid10', 'raidz', 'raidz2', 'raidz3', 'draid', 'draid2', 'draid3'],
      }),
    },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/nodes/{node}/disks/zfs/{name}',
    description: 'Remove a ZFS pool.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    task: { type: 'zfsremove', id: 'name' },
    parameters: {
      node,
      name: described(name, { description: 'Name of the storage or pool.' }),
      'cleanup-config': optional(boolean({ description: 'Also mark storages that use it as not available here.', default: false })),
      'cleanup-disks': optional(boolean({ description: 'Also wipe the disks.', default: false })),
    },
  }),
  get: endpoint({
    method: 'GET',
    path: '/nodes/{node}/disks/zfs/{name}',
    description: 'Show a ZFS pool.',
    permission: needs('/', 'Sys.Audit'),
    privileged: true,
    proxy: 'node',
    parameters: { node, name: described(name, { description: 'Name of the storage or pool.' }) },
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

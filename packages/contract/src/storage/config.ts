import { array, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { digest, storageId } from '../parameters.ts'
import { anyUser, needs } from '../permission.ts'
import { storageFixedOptions } from './fixed-options.ts'
import { storageOptions } from './options.ts'

export const storageConfig = {
  list: endpoint({
    method: 'GET',
    path: '/storage',
    description: 'List storages.',
    permission: anyUser,
    parameters: {
      type: optional(
        string({
          description: 'Type.',
          enum: ['btrfs', 'cephfs', 'cifs', 'dir', 'esxi', 'iscsi', 'iscsidirect', 'lvm', 'lvmthin', 'nfs', 'pbs', 'rbd', 'zfs', 'zfspool'],
        }),
      ),
    },
    returns: array(object({ storage: string() })),
  }),
  create: endpoint({
    method: 'POST',
    path: '/storage',
    description: 'Create a storage.',
    permission: needs('/storage', 'Datastore.Allocate'),
    privileged: true,
    cli: 'pvesm add <type> <storage>',
    parameters: {
      storage: storageId,
      type: string({
        description: 'Type.',
        enum: ['btrfs', 'cephfs', 'cifs', 'dir', 'esxi', 'iscsi', 'iscsidirect', 'lvm', 'lvmthin', 'nfs', 'pbs', 'rbd', 'zfs', 'zfspool'],
      }),
      ...storageOptions,
      ...storageFixedOptions,
    },
    returns: object({
      config: optional(object({ 'encryption-key': optional(string()) }, { additionalProperties: true })),
      storage: string(),
      type: string({
        enum: ['btrfs', 'cephfs', 'cifs', 'dir', 'esxi', 'iscsi', 'iscsidirect', 'lvm', 'lvmthin', 'nfs', 'pbs', 'rbd', 'zfs', 'zfspool'],
      }),
    }),
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/storage/{storage}',
    description: 'Remove a storage.',
    permission: needs('/storage', 'Datastore.Allocate'),
    privileged: true,
    cli: 'pvesm remove <storage>',
    parameters: { storage: storageId },
  }),
  get: endpoint({
    method: 'GET',
    path: '/storage/{storage}',
    description: 'Show a storage.',
    permission: needs('/storage/{storage}', 'Datastore.Allocate'),
    parameters: { storage: storageId },
    returns: object({}, { additionalProperties: true }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/storage/{storage}',
    description: 'Change a storage.',
    permission: needs('/storage', 'Datastore.Allocate'),
    privileged: true,
    cli: 'pvesm set <storage>',
    parameters: {
      storage: storageId,
      delete: optional(string({ description: 'Settings to remove.', format: 'pve-configid-list', maxLength: 4096 })),
      digest: optional(digest),
      ...storageOptions,
    },
    returns: object({
      config: optional(object({ 'encryption-key': optional(string()) }, { additionalProperties: true })),
      storage: string(),
      type: string({
        enum: ['btrfs', 'cephfs', 'cifs', 'dir', 'esxi', 'iscsi', 'iscsidirect', 'lvm', 'lvmthin', 'nfs', 'pbs', 'rbd', 'zfs', 'zfspool'],
      }),
    }),
  }),
}

import { array, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { digest, storageId } from '../parameters.ts'
import { anyUser, needs } from '../permission.ts'
import { storageOptions } from './options.ts'

export const storageConfig = {
  list: endpoint({
    method: 'GET',
    path: '/storage',
    description: 'GET /storage',
    permission: anyUser,
    parameters: {
      type: optional(
        string({
          enum: ['btrfs', 'cephfs', 'cifs', 'dir', 'esxi', 'iscsi', 'iscsidirect', 'lvm', 'lvmthin', 'nfs', 'pbs', 'rbd', 'zfs', 'zfspool'],
        }),
      ),
    },
    returns: array(object({ storage: string() })),
  }),
  create: endpoint({
    method: 'POST',
    path: '/storage',
    description: 'POST /storage',
    permission: needs('/storage', 'Datastore.Allocate'),
    privileged: true,
    parameters: {
      authsupported: optional(string()),
      base: optional(string({ format: 'pve-volume-id' })),
      datastore: optional(string()),
      export: optional(string({ format: 'pve-storage-path' })),
      iscsiprovider: optional(string()),
      path: optional(string({ format: 'pve-storage-path' })),
      portal: optional(string({ format: 'pve-storage-portal-dns' })),
      share: optional(string()),
      storage: storageId,
      target: optional(string()),
      thinpool: optional(string({ format: 'pve-storage-vgname' })),
      type: string({
        enum: ['btrfs', 'cephfs', 'cifs', 'dir', 'esxi', 'iscsi', 'iscsidirect', 'lvm', 'lvmthin', 'nfs', 'pbs', 'rbd', 'zfs', 'zfspool'],
      }),
      vgname: optional(string({ format: 'pve-storage-vgname' })),
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
  remove: endpoint({
    method: 'DELETE',
    path: '/storage/{storage}',
    description: 'DELETE /storage/{storage}',
    permission: needs('/storage', 'Datastore.Allocate'),
    privileged: true,
    parameters: { storage: storageId },
  }),
  get: endpoint({
    method: 'GET',
    path: '/storage/{storage}',
    description: 'GET /storage/{storage}',
    permission: needs('/storage/{storage}', 'Datastore.Allocate'),
    parameters: { storage: storageId },
    returns: object({}, { additionalProperties: true }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/storage/{storage}',
    description: 'PUT /storage/{storage}',
    permission: needs('/storage', 'Datastore.Allocate'),
    privileged: true,
    parameters: {
      storage: storageId,
      delete: optional(string({ format: 'pve-configid-list', maxLength: 4096 })),
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

import { optional, string } from '@quorate/schema'

export const storageFixedOptions = {
  authsupported: optional(string({ description: 'Authentication methods of Ceph.' })),
  base: optional(string({ description: 'Base volume.', format: 'pve-volume-id' })),
  datastore: optional(string({ description: 'Datastore of the backup server.' })),
  export: optional(string({ description: 'Exported path.', format: 'pve-storage-path' })),
  iscsiprovider: optional(string({ description: 'Kind of target software.' })),
  path: optional(string({ description: 'Directory on the node.', format: 'pve-storage-path' })),
  portal: optional(string({ description: 'Address of the iSCSI portal.', format: 'pve-storage-portal-dns' })),
  share: optional(string({ description: 'Name of the share.' })),
  target: optional(string({ description: 'Name of the iSCSI target.' })),
  thinpool: optional(string({ description: 'Thin pool.', format: 'pve-storage-vgname' })),
  vgname: optional(string({ description: 'Volume group.', format: 'pve-storage-vgname' })),
}

import { boolean, defaultKey, optional, propertyString, string } from '@quorate/schema'

export const guestAgentOption = propertyString({
  enabled: defaultKey(boolean({ description: 'Whether it is in use.', default: false })),
  'freeze-fs': optional(boolean({ description: 'Freeze file systems for backups and snapshots.', default: true })),
  'freeze-fs-on-backup': { alias: 'freeze-fs' },
  fstrim_cloned_disks: optional(boolean({ description: 'Trim file systems after a disk moved.', default: false })),
  'guest-fsfreeze': { alias: 'freeze-fs' },
  type: optional(string({ description: 'Kind.', default: 'virtio', enum: ['virtio', 'isa'] })),
})

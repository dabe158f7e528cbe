import { boolean, defaultKey, optional, propertyString, string } from '@quorate/schema'

export const guestAgentOption = propertyString({
  enabled: defaultKey(boolean({ default: false })),
  'freeze-fs': optional(boolean({ default: true })),
  'freeze-fs-on-backup': { alias: 'freeze-fs' },
  fstrim_cloned_disks: optional(boolean({ default: false })),
  'guest-fsfreeze': { alias: 'freeze-fs' },
  type: optional(string({ default: 'virtio', enum: ['virtio', 'isa'] })),
})

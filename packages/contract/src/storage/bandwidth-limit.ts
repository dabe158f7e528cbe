import { number, optional, propertyString } from '@quorate/schema'

export const bandwidthLimit = propertyString({
  clone: optional(number({ description: 'Limit of clones in KiB each second.', minimum: 0 })),
  default: optional(number({ description: 'Limit where no other is given, in KiB each second.', minimum: 0 })),
  migration: optional(number({ description: 'Limit of migrations in KiB each second.', minimum: 0 })),
  move: optional(number({ description: 'Limit of moving disks in KiB each second.', minimum: 0 })),
  restore: optional(number({ description: 'Limit of restores in KiB each second.', minimum: 0 })),
})

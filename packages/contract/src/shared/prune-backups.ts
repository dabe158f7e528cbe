import { boolean, integer, optional, propertyString } from '@quorate/schema'

export const pruneBackups = propertyString({
  'keep-all': optional(boolean({ description: 'Keep all.' })),
  'keep-daily': optional(integer({ description: 'Keep the last of this many days.', minimum: 0 })),
  'keep-hourly': optional(integer({ description: 'Keep the last of this many hours.', minimum: 0 })),
  'keep-last': optional(integer({ description: 'Keep this many of the newest.', minimum: 0 })),
  'keep-monthly': optional(integer({ description: 'Keep the last of this many months.', minimum: 0 })),
  'keep-weekly': optional(integer({ description: 'Keep the last of this many weeks.', minimum: 0 })),
  'keep-yearly': optional(integer({ description: 'Keep the last of this many years.', minimum: 0 })),
})

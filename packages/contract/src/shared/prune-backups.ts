import { boolean, integer, optional, propertyString } from '@quorate/schema'

export const pruneBackups = propertyString({
  'keep-all': optional(boolean()),
  'keep-daily': optional(integer({ minimum: 0 })),
  'keep-hourly': optional(integer({ minimum: 0 })),
  'keep-last': optional(integer({ minimum: 0 })),
  'keep-monthly': optional(integer({ minimum: 0 })),
  'keep-weekly': optional(integer({ minimum: 0 })),
  'keep-yearly': optional(integer({ minimum: 0 })),
})

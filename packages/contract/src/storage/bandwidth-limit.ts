import { number, optional, propertyString } from '@quorate/schema'

export const bandwidthLimit = propertyString({
  clone: optional(number({ minimum: 0 })),
  default: optional(number({ minimum: 0 })),
  migration: optional(number({ minimum: 0 })),
  move: optional(number({ minimum: 0 })),
  restore: optional(number({ minimum: 0 })),
})

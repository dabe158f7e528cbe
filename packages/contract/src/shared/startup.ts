import { defaultKey, integer, optional, propertyString } from '@quorate/schema'

export const startupOrder = propertyString({
  order: defaultKey(optional(integer({ minimum: 0 }))),
  up: optional(integer({ minimum: 0 })),
  down: optional(integer({ minimum: 0 })),
})

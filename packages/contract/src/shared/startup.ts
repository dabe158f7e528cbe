import { defaultKey, integer, optional, propertyString } from '@quorate/schema'

export const startupOrder = propertyString({
  order: defaultKey(optional(integer({ description: 'Devices in the order they are tried.', minimum: 0 }))),
  up: optional(integer({ description: 'Wait this many seconds after it started.', minimum: 0 })),
  down: optional(integer({ description: 'Wait this many seconds for it to stop.', minimum: 0 })),
})

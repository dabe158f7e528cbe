import { integer, optional, propertyString, string } from '@quorate/schema'

export const sharedMemory = propertyString({
  name: optional(string({ pattern: '[a-zA-Z0-9\\-]+' })),
  size: integer({ minimum: 1 }),
})

import { integer, optional, propertyString, string } from '@quorate/schema'

export const sharedMemory = propertyString({
  name: optional(string({ description: 'Name.', pattern: '[a-zA-Z0-9\\-]+' })),
  size: integer({ description: 'Size.', minimum: 1 }),
})

import { defaultKey, integer, propertyString } from '@quorate/schema'

export const memoryOption = propertyString({
  current: defaultKey(integer({ description: 'Memory in MiB.', default: 512, minimum: 16 })),
})

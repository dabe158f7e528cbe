import { defaultKey, integer, propertyString } from '@quorate/schema'

export const memoryOption = propertyString({
  current: defaultKey(integer({ default: 512, minimum: 16 })),
})

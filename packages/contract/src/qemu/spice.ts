import { boolean, optional, propertyString, string } from '@quorate/schema'

export const spiceEnhancements = propertyString({
  foldersharing: optional(boolean({ default: false })),
  videostreaming: optional(string({ default: 'off', enum: ['off', 'all', 'filter'] })),
})

import { boolean, optional, propertyString, string } from '@quorate/schema'

export const spiceEnhancements = propertyString({
  foldersharing: optional(boolean({ description: 'Share folders.', default: false })),
  videostreaming: optional(string({ description: 'Stream videos.', default: 'off', enum: ['off', 'all', 'filter'] })),
})

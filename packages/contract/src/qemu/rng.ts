import { defaultKey, integer, optional, propertyString, string } from '@quorate/schema'

export const rngOption = propertyString({
  source: defaultKey(string({ description: 'Where randomness comes from.', enum: ['/dev/urandom', '/dev/random', '/dev/hwrng'] })),
  max_bytes: optional(integer({ description: 'Most bytes in a period; 0 is no limit.', default: 1024, minimum: 0 })),
  period: optional(integer({ description: 'Length of the period in milliseconds.', default: 1000, minimum: 0 })),
})

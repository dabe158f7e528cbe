import { defaultKey, integer, optional, propertyString, string } from '@quorate/schema'

export const rngOption = propertyString({
  source: defaultKey(string({ enum: ['/dev/urandom', '/dev/random', '/dev/hwrng'] })),
  max_bytes: optional(integer({ default: 1024, minimum: 0 })),
  period: optional(integer({ default: 1000, minimum: 0 })),
})

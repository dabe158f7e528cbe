import { integer, optional, propertyString, string } from '@quorate/schema'

export const tfaRequirement = propertyString({
  type: string({ enum: ['oath', 'yubico'] }),
  digits: optional(integer({ default: 6, minimum: 6, maximum: 8 })),
  step: optional(integer({ default: 30, minimum: 10 })),
  id: optional(string()),
  key: optional(string()),
  url: optional(string()),
})

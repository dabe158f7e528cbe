import { integer, optional, propertyString, string } from '@quorate/schema'

export const tfaRequirement = propertyString({
  type: string({ description: 'Kind.', enum: ['oath', 'yubico'] }),
  digits: optional(integer({ description: 'Digits of the code.', default: 6, minimum: 6, maximum: 8 })),
  step: optional(integer({ description: 'Seconds a code is valid.', default: 30, minimum: 10 })),
  id: optional(string({ description: 'Id.' })),
  key: optional(string({ description: 'Key.' })),
  url: optional(string({ description: 'Address.' })),
})

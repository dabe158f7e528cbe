import { boolean, defaultKey, optional, propertyString, string } from '@quorate/schema'

export const virtiofsOption = propertyString({
  cache: optional(string({ default: 'auto', enum: ['auto', 'always', 'metadata', 'never'] })),
  'direct-io': optional(boolean({ default: false })),
  dirid: defaultKey(string({ format: 'pve-configid' })),
  'expose-acl': optional(boolean({ default: false })),
  'expose-xattr': optional(boolean({ default: false })),
})

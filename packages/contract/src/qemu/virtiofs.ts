import { boolean, defaultKey, optional, propertyString, string } from '@quorate/schema'

export const virtiofsOption = propertyString({
  cache: optional(string({ description: 'How the host caches.', default: 'auto', enum: ['auto', 'always', 'metadata', 'never'] })),
  'direct-io': optional(boolean({ description: 'Let the guest bypass the cache.', default: false })),
  dirid: defaultKey(string({ description: 'Name of the directory mapping.', format: 'pve-configid' })),
  'expose-acl': optional(boolean({ description: 'Show access control lists, and with them extended attributes.', default: false })),
  'expose-xattr': optional(boolean({ description: 'Show extended attributes.', default: false })),
})

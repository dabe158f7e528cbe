import { boolean, optional, propertyString, string } from '@quorate/schema'

export const syncOptions = propertyString({
  'enable-new': optional(boolean({ default: true })),
  full: optional(boolean()),
  purge: optional(boolean()),
  'remove-vanished': optional(string({ pattern: '(?:(?:(?:acl|properties|entry);)*(?:acl|properties|entry))|none' })),
  scope: optional(string({ enum: ['users', 'groups', 'both'] })),
})

import { boolean, optional, propertyString, string } from '@quorate/schema'

export const syncOptions = propertyString({
  'enable-new': optional(boolean({ description: 'Enable users that are new.', default: true })),
  full: optional(boolean({ description: 'Remove users and groups that are gone.' })),
  purge: optional(boolean({ description: 'Remove permissions of users and groups that are gone.' })),
  'remove-vanished': optional(
    string({
      description: 'What to remove of users and groups that are gone.',
      pattern: '(?:(?:(?:acl|properties|entry);)*(?:acl|properties|entry))|none',
    }),
  ),
  scope: optional(string({ description: 'What to synchronize.', enum: ['users', 'groups', 'both'] })),
})

import { boolean, integer, optional, string } from '@quorate/schema'

export const userOptions = {
  comment: optional(string({ description: 'Free text.', maxLength: 2048 })),
  email: optional(string({ description: 'Mail address.', format: 'email-opt', maxLength: 254 })),
  enable: optional(boolean({ description: 'Whether it is in force.', default: true })),
  expire: optional(integer({ description: 'When it expires, in seconds since 1970; 0 is never.', minimum: 0 })),
  firstname: optional(string({ description: 'First name.', maxLength: 1024 })),
  groups: optional(string({ description: 'User groups.', format: 'pve-groupid-list' })),
  keys: optional(string({ description: 'Keys of second factors in the old form.', pattern: '[0-9a-zA-Z!=]{0,4096}' })),
  lastname: optional(string({ description: 'Last name.', maxLength: 1024 })),
}

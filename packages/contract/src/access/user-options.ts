import { boolean, integer, optional, string } from '@quorate/schema'

export const userOptions = {
  comment: optional(string({ maxLength: 2048 })),
  email: optional(string({ format: 'email-opt', maxLength: 254 })),
  enable: optional(boolean({ default: true })),
  expire: optional(integer({ minimum: 0 })),
  firstname: optional(string({ maxLength: 1024 })),
  groups: optional(string({ format: 'pve-groupid-list' })),
  keys: optional(string({ pattern: '[0-9a-zA-Z!=]{0,4096}' })),
  lastname: optional(string({ maxLength: 1024 })),
}

import { boolean, defaultKey, integer, optional, propertyString, string } from '@quorate/schema'

export const deviceOption = propertyString({
  'deny-write': optional(boolean({ default: false })),
  gid: optional(integer({ minimum: 0 })),
  mode: optional(string({ pattern: '0[0-7]{3}' })),
  path: defaultKey(optional(string({ format: 'pve-lxc-dev-string' }))),
  uid: optional(integer({ minimum: 0 })),
})

import { boolean, defaultKey, integer, optional, propertyString, string } from '@quorate/schema'

export const deviceOption = propertyString({
  'deny-write': optional(boolean({ description: 'Let the container only read.', default: false })),
  gid: optional(integer({ description: 'Group id of the device.', minimum: 0 })),
  mode: optional(string({ description: 'Access mode of the device, octal.', pattern: '0[0-7]{3}' })),
  path: defaultKey(optional(string({ description: 'Path.', format: 'pve-lxc-dev-string' }))),
  uid: optional(integer({ description: 'User id of the device.', minimum: 0 })),
})

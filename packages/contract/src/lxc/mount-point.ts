import { boolean, defaultKey, optional, propertyString, string } from '@quorate/schema'

export const mountPoint = propertyString({
  acl: optional(boolean()),
  backup: optional(boolean()),
  keepattrs: optional(boolean({ default: false })),
  mountoptions: optional(
    string({ pattern: '(?^:(?^:(discard|lazytime|noatime|nodev|noexec|nosuid))(;(?^:(discard|lazytime|noatime|nodev|noexec|nosuid)))*)' }),
  ),
  mp: string({ format: 'pve-lxc-mp-string' }),
  quota: optional(boolean()),
  replicate: optional(boolean({ default: true })),
  ro: optional(boolean()),
  shared: optional(boolean({ default: false })),
  size: optional(string({ format: 'disk-size' })),
  volume: defaultKey(string({ format: 'pve-lxc-mp-string' })),
})

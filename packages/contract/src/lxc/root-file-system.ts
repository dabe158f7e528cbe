import { boolean, defaultKey, optional, propertyString, string } from '@quorate/schema'

export const rootFileSystem = propertyString({
  acl: optional(boolean()),
  mountoptions: optional(
    string({ pattern: '(?^:(?^:(discard|lazytime|noatime|nodev|noexec|nosuid))(;(?^:(discard|lazytime|noatime|nodev|noexec|nosuid)))*)' }),
  ),
  quota: optional(boolean()),
  replicate: optional(boolean({ default: true })),
  ro: optional(boolean()),
  shared: optional(boolean({ default: false })),
  size: optional(string({ format: 'disk-size' })),
  volume: defaultKey(string({ format: 'pve-lxc-mp-string' })),
})

import { boolean, defaultKey, optional, propertyString, string } from '@quorate/schema'

export const rootFileSystem = propertyString({
  acl: optional(boolean({ description: 'Use access control lists; without it the default of the file system holds.' })),
  mountoptions: optional(
    string({
      description: 'Mount options.',
      pattern: '(?^:(?^:(discard|lazytime|noatime|nodev|noexec|nosuid))(;(?^:(discard|lazytime|noatime|nodev|noexec|nosuid)))*)',
    }),
  ),
  quota: optional(boolean({ description: 'Keep quotas.' })),
  replicate: optional(boolean({ description: 'Include it in replication.', default: true })),
  ro: optional(boolean({ description: 'Read only.' })),
  shared: optional(boolean({ description: 'The same volume is there on all nodes.', default: false })),
  size: optional(string({ description: 'Size.', format: 'disk-size' })),
  volume: defaultKey(string({ description: 'Volume, path of the host, or storage:GiB for a new one.', format: 'pve-lxc-mp-string' })),
})

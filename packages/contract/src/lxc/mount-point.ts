import { boolean, defaultKey, optional, propertyString, string } from '@quorate/schema'

export const mountPoint = propertyString({
  acl: optional(boolean({ description: 'Use access control lists; without it the default of the file system holds.' })),
  backup: optional(boolean({ description: 'Include it in backups.' })),
  keepattrs: optional(boolean({ description: "Leave owner and mode of the mount point's directory.", default: false })),
  mountoptions: optional(
    string({
      description: 'Mount options.',
      pattern: '(?^:(?^:(discard|lazytime|noatime|nodev|noexec|nosuid))(;(?^:(discard|lazytime|noatime|nodev|noexec|nosuid)))*)',
    }),
  ),
  mp: string({ description: 'Path inside the container.', format: 'pve-lxc-mp-string' }),
  quota: optional(boolean({ description: 'Keep quotas.' })),
  replicate: optional(boolean({ description: 'Include it in replication.', default: true })),
  ro: optional(boolean({ description: 'Read only.' })),
  shared: optional(boolean({ description: 'The same volume is there on all nodes.', default: false })),
  size: optional(string({ description: 'Size.', format: 'disk-size' })),
  volume: defaultKey(string({ description: 'Volume, path of the host, or storage:GiB for a new one.', format: 'pve-lxc-mp-string' })),
})

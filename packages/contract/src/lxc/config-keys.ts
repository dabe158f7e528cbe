import { boolean, described, integer, number, optional, string } from '@quorate/schema'
import { privilege, rootOnly } from '../endpoint.ts'
import { startupOrder } from '../shared/startup.ts'
import { deviceOption } from './device.ts'
import { featuresOption } from './features.ts'
import { mountPoint } from './mount-point.ts'
import { netOption } from './net.ts'
import { rootFileSystem } from './root-file-system.ts'
import { unusedVolume } from './unused-volume.ts'

export const cpuKeys = {
  cores: privilege(optional(integer({ minimum: 1, maximum: 8192 })), 'VM.Config.CPU'),
  cpulimit: privilege(optional(number({ default: 0, minimum: 0, maximum: 8192 })), 'VM.Config.CPU'),
  cpuunits: privilege(optional(integer({ default: 'cgroup v1: 1024, cgroup v2: 100', minimum: 0, maximum: 500000 })), 'VM.Config.CPU'),
}

export const memoryKeys = {
  memory: privilege(optional(integer({ default: 512, minimum: 16 })), 'VM.Config.Memory'),
  swap: privilege(optional(integer({ default: 512, minimum: 0 })), 'VM.Config.Memory'),
}

export const diskKeys = {
  'mp[n]': privilege(optional(described(mountPoint, { count: 256 })), 'VM.Config.Disk'),
  rootfs: privilege(optional(rootFileSystem), 'VM.Config.Disk'),
  'unused[n]': privilege(optional(described(unusedVolume, { count: 256 })), 'VM.Config.Disk'),
}

export const networkKeys = {
  hostname: privilege(optional(string({ format: 'dns-name', maxLength: 255 })), 'VM.Config.Network'),
  nameserver: privilege(optional(string({ format: 'lxc-ip-with-ll-iface-list' })), 'VM.Config.Network'),
  'net[n]': privilege(optional(described(netOption, { count: 32 })), 'VM.Config.Network'),
  searchdomain: privilege(optional(string({ format: 'dns-name-list' })), 'VM.Config.Network'),
}

export const generalKeys = {
  arch: privilege(
    optional(string({ default: 'amd64', enum: ['amd64', 'i386', 'arm64', 'armhf', 'riscv32', 'riscv64'] })),
    'VM.Config.Options',
  ),
  cmode: privilege(optional(string({ default: 'tty', enum: ['shell', 'console', 'tty'] })), 'VM.Config.Options'),
  console: privilege(optional(boolean({ default: true })), 'VM.Config.Options'),
  debug: privilege(optional(boolean({ default: false })), 'VM.Config.Options'),
  description: privilege(optional(string({ maxLength: 8192 })), 'VM.Config.Options'),
  entrypoint: privilege(optional(string({ default: '/sbin/init', pattern: '(?^:[^\\x00-\\x08\\x10-\\x1F\\x7F]+)' })), 'VM.Config.Options'),
  env: privilege(
    optional(string({ pattern: '(?^:(?:\\w+=[^\\x00-\\x08\\x10-\\x1F\\x7F]*)(?:\\0\\w+=[^\\x00-\\x08\\x10-\\x1F\\x7F]*)*)' })),
    'VM.Config.Options',
  ),
  features: privilege(optional(featuresOption), 'VM.Config.Options'),
  onboot: privilege(optional(boolean({ default: false })), 'VM.Config.Options'),
  ostype: privilege(
    optional(
      string({
        enum: ['debian', 'devuan', 'ubuntu', 'centos', 'fedora', 'opensuse', 'archlinux', 'alpine', 'gentoo', 'nixos', 'unmanaged'],
      }),
    ),
    'VM.Config.Options',
  ),
  protection: privilege(optional(boolean({ default: false })), 'VM.Config.Options'),
  startup: privilege(optional(startupOrder), 'VM.Config.Options'),
  tags: privilege(optional(string({ format: 'pve-tag-list' })), 'VM.Config.Options'),
  template: privilege(optional(boolean({ default: false })), 'VM.Config.Options'),
  timezone: privilege(optional(string({ format: 'pve-ct-timezone' })), 'VM.Config.Options'),
  tty: privilege(optional(integer({ default: 2, minimum: 0, maximum: 6 })), 'VM.Config.Options'),
  unprivileged: privilege(optional(boolean({ default: false })), 'VM.Config.Options'),
}

export const rootKeys = {
  'dev[n]': rootOnly(optional(described(deviceOption, { count: 256 }))),
  hookscript: rootOnly(optional(string({ format: 'pve-volume-id' }))),
  lock: rootOnly(
    optional(
      string({
        enum: ['backup', 'create', 'destroyed', 'disk', 'fstrim', 'migrate', 'mounted', 'rollback', 'snapshot', 'snapshot-delete'],
      }),
    ),
  ),
}

/** Every key that a user can set, with the privilege that setting or deleting it needs. */
export const lxcConfigKeys = {
  ...cpuKeys,
  ...memoryKeys,
  ...diskKeys,
  ...networkKeys,
  ...generalKeys,
  ...rootKeys,
}

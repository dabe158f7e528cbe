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
  cores: privilege(optional(integer({ description: 'Cores, of each socket for a VM.', minimum: 1, maximum: 8192 })), 'VM.Config.CPU'),
  cpulimit: privilege(
    optional(number({ description: 'Most processor time, in cores; 0 is no limit.', default: 0, minimum: 0, maximum: 8192 })),
    'VM.Config.CPU',
  ),
  cpuunits: privilege(
    optional(
      integer({
        description: 'Weight against other guests when processor time is short.',
        default: 'cgroup v1: 1024, cgroup v2: 100',
        minimum: 0,
        maximum: 500000,
      }),
    ),
    'VM.Config.CPU',
  ),
}

export const memoryKeys = {
  memory: privilege(optional(integer({ description: 'Main memory in MiB.', default: 512, minimum: 16 })), 'VM.Config.Memory'),
  swap: privilege(optional(integer({ description: 'Swap in MiB.', default: 512, minimum: 0 })), 'VM.Config.Memory'),
}

export const diskKeys = {
  'mp[n]': privilege(optional(described(mountPoint, { description: 'Mount point.', count: 256 })), 'VM.Config.Disk'),
  rootfs: privilege(optional(described(rootFileSystem, { description: 'Root file system.' })), 'VM.Config.Disk'),
  'unused[n]': privilege(
    optional(described(unusedVolume, { description: 'Volume that belongs to the guest but is not attached.', count: 256 })),
    'VM.Config.Disk',
  ),
}

export const networkKeys = {
  hostname: privilege(optional(string({ description: 'Host name.', format: 'dns-name', maxLength: 255 })), 'VM.Config.Network'),
  nameserver: privilege(
    optional(string({ description: 'DNS servers for the guest.', format: 'lxc-ip-with-ll-iface-list' })),
    'VM.Config.Network',
  ),
  'net[n]': privilege(optional(described(netOption, { description: 'Network device.', count: 32 })), 'VM.Config.Network'),
  searchdomain: privilege(
    optional(string({ description: 'DNS search domains for the guest.', format: 'dns-name-list' })),
    'VM.Config.Network',
  ),
}

export const generalKeys = {
  arch: privilege(
    optional(
      string({ description: 'Processor architecture.', default: 'amd64', enum: ['amd64', 'i386', 'arm64', 'armhf', 'riscv32', 'riscv64'] }),
    ),
    'VM.Config.Options',
  ),
  cmode: privilege(
    optional(
      string({
        description: 'What the console shows: a terminal, the console or a shell.',
        default: 'tty',
        enum: ['shell', 'console', 'tty'],
      }),
    ),
    'VM.Config.Options',
  ),
  console: privilege(optional(boolean({ description: 'Have a console device.', default: true })), 'VM.Config.Options'),
  debug: privilege(optional(boolean({ description: 'Write much into the log.', default: false })), 'VM.Config.Options'),
  description: privilege(optional(string({ description: 'Notes; shown in the interface.', maxLength: 8192 })), 'VM.Config.Options'),
  entrypoint: privilege(
    optional(
      string({ description: 'First program of the container.', default: '/sbin/init', pattern: '(?^:[^\\x00-\\x08\\x10-\\x1F\\x7F]+)' }),
    ),
    'VM.Config.Options',
  ),
  env: privilege(
    optional(
      string({
        description: 'Environment of the first program: name=value, separated by NUL.',
        pattern: '(?^:(?:\\w+=[^\\x00-\\x08\\x10-\\x1F\\x7F]*)(?:\\0\\w+=[^\\x00-\\x08\\x10-\\x1F\\x7F]*)*)',
      }),
    ),
    'VM.Config.Options',
  ),
  features: privilege(optional(described(featuresOption, { description: 'What the container may use.' })), 'VM.Config.Options'),
  onboot: privilege(optional(boolean({ description: 'Start when the node starts.', default: false })), 'VM.Config.Options'),
  ostype: privilege(
    optional(
      string({
        description: 'Operating system inside.',
        enum: ['debian', 'devuan', 'ubuntu', 'centos', 'fedora', 'opensuse', 'archlinux', 'alpine', 'gentoo', 'nixos', 'unmanaged'],
      }),
    ),
    'VM.Config.Options',
  ),
  protection: privilege(
    optional(boolean({ description: 'Refuse to destroy the guest or its disks.', default: false })),
    'VM.Config.Options',
  ),
  startup: privilege(
    optional(described(startupOrder, { description: 'Place and pauses in the order of start and stop.' })),
    'VM.Config.Options',
  ),
  tags: privilege(optional(string({ description: 'Labels.', format: 'pve-tag-list' })), 'VM.Config.Options'),
  template: privilege(optional(boolean({ description: 'It is a template.', default: false })), 'VM.Config.Options'),
  timezone: privilege(optional(string({ description: 'Time zone.', format: 'pve-ct-timezone' })), 'VM.Config.Options'),
  tty: privilege(optional(integer({ description: 'Number of terminals.', default: 2, minimum: 0, maximum: 6 })), 'VM.Config.Options'),
  unprivileged: privilege(
    optional(boolean({ description: 'Run as an unprivileged user of the host.', default: false })),
    'VM.Config.Options',
  ),
}

export const rootKeys = {
  'dev[n]': rootOnly(optional(described(deviceOption, { description: 'Device of the host passed to the container.', count: 256 }))),
  hookscript: rootOnly(optional(string({ description: 'Script run at the start and stop of the guest.', format: 'pve-volume-id' }))),
  lock: rootOnly(
    optional(
      string({
        description: 'Lock that holds off changes.',
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

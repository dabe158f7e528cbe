import { boolean, described, integer, number, optional, string } from '@quorate/schema'
import { privilege, rootOnly, secret } from '../endpoint.ts'
import { startupOrder } from '../shared/startup.ts'
import { bootOption } from './boot.ts'
import { cloudInitFiles } from './cloud-init-files.ts'
import { cpuOption } from './cpu.ts'
import { cdromKeys, diskKeys, hardwareKeys, networkKeys } from './device-keys.ts'
import { guestAgentOption } from './guest-agent-option.ts'
import { memoryOption } from './memory.ts'
import { numaNode } from './numa.ts'

export const cpuKeys = {
  affinity: privilege(optional(string({ description: 'Where it may run.', format: 'pve-cpuset' })), 'VM.Config.CPU'),
  cores: privilege(optional(integer({ description: 'Cores, of each socket for a VM.', default: 1, minimum: 1 })), 'VM.Config.CPU'),
  cpu: privilege(optional(described(cpuOption, { description: 'Processor model and flags.' })), 'VM.Config.CPU'),
  cpulimit: privilege(
    optional(number({ description: 'Most processor time, in cores; 0 is no limit.', default: 0, minimum: 0, maximum: 128 })),
    'VM.Config.CPU',
  ),
  cpuunits: privilege(
    optional(
      integer({
        description: 'Weight against other guests when processor time is short.',
        default: 'cgroup v1: 1024, cgroup v2: 100',
        minimum: 1,
        maximum: 262144,
      }),
    ),
    'VM.Config.CPU',
  ),
  numa: privilege(optional(boolean({ description: 'Show the guest a NUMA topology.', default: false })), 'VM.Config.CPU'),
  'numa[n]': privilege(optional(described(numaNode, { description: 'NUMA node of the guest.', count: 8 })), 'VM.Config.CPU'),
  smp: privilege(optional(integer({ description: 'Processors; sockets is its present name.', default: 1, minimum: 1 })), 'VM.Config.CPU'),
  sockets: privilege(optional(integer({ description: 'Processor sockets.', default: 1, minimum: 1 })), 'VM.Config.CPU'),
  vcpus: privilege(optional(integer({ description: 'Processors plugged in at start.', default: 0, minimum: 1 })), 'VM.Config.CPU'),
}

export const memoryKeys = {
  'allow-ksm': privilege(
    optional(boolean({ description: 'Share equal memory pages with other guests.', default: true })),
    'VM.Config.Memory',
  ),
  balloon: privilege(
    optional(integer({ description: 'Least memory in MiB when the node is short; 0 turns ballooning off.', minimum: 0 })),
    'VM.Config.Memory',
  ),
  hugepages: privilege(optional(string({ description: 'Size of huge pages in MiB.', enum: ['any', '2', '1024'] })), 'VM.Config.Memory'),
  keephugepages: privilege(optional(boolean({ description: 'Keep huge pages after the VM stops.', default: false })), 'VM.Config.Memory'),
  memory: privilege(optional(described(memoryOption, { description: 'Main memory in MiB.' })), 'VM.Config.Memory'),
  shares: privilege(
    optional(integer({ description: 'Weight in automatic ballooning.', default: 1000, minimum: 0, maximum: 50000 })),
    'VM.Config.Memory',
  ),
}

export const cloudInitKeys = {
  cicustom: privilege(
    optional(described(cloudInitFiles, { description: 'Own cloud-init files in place of the generated ones.' })),
    'VM.Config.Cloudinit',
  ),
  cipassword: privilege(secret(optional(string({ description: 'Password that cloud-init sets.' }))), 'VM.Config.Cloudinit'),
  citype: privilege(
    optional(string({ description: 'Format of the cloud-init data.', enum: ['configdrive2', 'nocloud', 'opennebula'] })),
    'VM.Config.Cloudinit',
  ),
  ciupgrade: privilege(
    optional(boolean({ description: 'Let cloud-init upgrade packages at first boot.', default: true })),
    'VM.Config.Cloudinit',
  ),
  ciuser: privilege(optional(string({ description: 'User that cloud-init sets up.' })), 'VM.Config.Cloudinit'),
  sshkeys: privilege(
    optional(string({ description: 'Public SSH keys that cloud-init sets, URL-encoded, one each line.', format: 'urlencoded' })),
    'VM.Config.Cloudinit',
  ),
}

export const generalKeys = {
  agent: privilege(optional(described(guestAgentOption, { description: 'Guest agent.' })), 'VM.Config.Options'),
  autostart: privilege(optional(boolean({ description: 'Start again after a crash (not in use).', default: false })), 'VM.Config.Options'),
  boot: privilege(optional(described(bootOption, { description: 'Boot order.' })), 'VM.Config.Options'),
  bootdisk: privilege(
    optional(
      string({
        description: 'Disk to boot from; boot is its present form.',
        format: 'pve-qm-bootdisk',
        pattern: '(ide|sata|scsi|virtio)\\d+',
      }),
    ),
    'VM.Config.Options',
  ),
  description: privilege(optional(string({ description: 'Notes; shown in the interface.', maxLength: 8192 })), 'VM.Config.Options'),
  localtime: privilege(optional(boolean({ description: 'Hardware clock in local time.' })), 'VM.Config.Options'),
  migrate_downtime: privilege(
    optional(number({ description: 'Longest pause at the end of a migration, in seconds.', default: 0.1, minimum: 0 })),
    'VM.Config.Options',
  ),
  migrate_speed: privilege(
    optional(integer({ description: 'Rate limit of migrations in MB each second; 0 is none.', default: 0, minimum: 0 })),
    'VM.Config.Options',
  ),
  name: privilege(optional(string({ description: 'Name of the VM.', format: 'dns-name' })), 'VM.Config.Options'),
  onboot: privilege(optional(boolean({ description: 'Start when the node starts.', default: false })), 'VM.Config.Options'),
  ostype: privilege(
    optional(
      string({
        description: 'Operating system inside.',
        default: 'other',
        enum: ['other', 'wxp', 'w2k', 'w2k3', 'w2k8', 'wvista', 'win7', 'win8', 'win10', 'win11', 'l24', 'l26', 'solaris'],
      }),
    ),
    'VM.Config.Options',
  ),
  protection: privilege(
    optional(boolean({ description: 'Refuse to destroy the guest or its disks.', default: false })),
    'VM.Config.Options',
  ),
  reboot: privilege(optional(boolean({ description: 'Let the guest reboot; otherwise it stops.', default: true })), 'VM.Config.Options'),
  startdate: privilege(
    optional(
      string({
        description: 'Time on the hardware clock at start.',
        default: 'now',
        pattern: '(now|\\d{4}-\\d{1,2}-\\d{1,2}(T\\d{1,2}:\\d{1,2}:\\d{1,2})?)',
      }),
    ),
    'VM.Config.Options',
  ),
  startup: privilege(
    optional(described(startupOrder, { description: 'Place and pauses in the order of start and stop.' })),
    'VM.Config.Options',
  ),
  tags: privilege(optional(string({ description: 'Labels.', format: 'pve-tag-list' })), 'VM.Config.Options'),
  template: privilege(optional(boolean({ description: 'It is a template.', default: false })), 'VM.Config.Options'),
  vmstatestorage: privilege(
    optional(string({ description: 'Storage for the memory of snapshots.', format: 'pve-storage-id' })),
    'VM.Config.Options',
  ),
}

export const powerKeys = {
  freeze: privilege(optional(boolean({ description: 'Do not run the processor at start.' })), 'VM.PowerMgmt'),
}

export const rootKeys = {
  args: rootOnly(optional(string({ description: 'Arguments added to the QEMU command line.' }))),
  hookscript: rootOnly(optional(string({ description: 'Script run at the start and stop of the guest.', format: 'pve-volume-id' }))),
  lock: rootOnly(
    optional(
      string({
        description: 'Lock that holds off changes.',
        enum: ['backup', 'clone', 'create', 'migrate', 'rollback', 'snapshot', 'snapshot-delete', 'suspending', 'suspended'],
      }),
    ),
  ),
  'parallel[n]': rootOnly(
    optional(string({ description: 'Parallel port of the host.', count: 3, pattern: '/dev/parport\\d+|/dev/usb/lp\\d+' })),
  ),
}

/** Every key that a user can set, with the privilege that setting or deleting it needs. */
export const qemuConfigKeys = {
  ...cpuKeys,
  ...memoryKeys,
  ...diskKeys,
  ...cdromKeys,
  ...networkKeys,
  ...cloudInitKeys,
  ...hardwareKeys,
  ...generalKeys,
  ...powerKeys,
  ...rootKeys,
}

import { boolean, described, integer, number, optional, string } from '@quorate/schema'
import { privilege, rootOnly, secret } from '../endpoint.ts'
import { startupOrder } from '../shared/startup.ts'
import { amdSev } from './amd-sev.ts'
import { audioOption } from './audio.ts'
import { bootOption } from './boot.ts'
import { cloudInitFiles } from './cloud-init-files.ts'
import { cpuOption } from './cpu.ts'
import { ideDisk, sataDisk, scsiDisk, virtioDisk } from './disk.ts'
import { efiDisk } from './efi-disk.ts'
import { guestAgentOption } from './guest-agent-option.ts'
import { hostPci } from './host-pci.ts'
import { intelTdx } from './intel-tdx.ts'
import { ipConfig } from './ip-config.ts'
import { machineOption } from './machine.ts'
import { memoryOption } from './memory.ts'
import { netOption } from './net.ts'
import { numaNode } from './numa.ts'
import { rngOption } from './rng.ts'
import { sharedMemory } from './shared-memory.ts'
import { smbiosOption } from './smbios.ts'
import { spiceEnhancements } from './spice.ts'
import { tpmState } from './tpm-state.ts'
import { unusedDisk } from './unused-disk.ts'
import { usbDevice } from './usb.ts'
import { vgaOption } from './vga.ts'
import { virtiofsOption } from './virtiofs.ts'
import { watchdogOption } from './watchdog.ts'

export const cpuKeys = {
  affinity: privilege(optional(string({ format: 'pve-cpuset' })), 'VM.Config.CPU'),
  cores: privilege(optional(integer({ default: 1, minimum: 1 })), 'VM.Config.CPU'),
  cpu: privilege(optional(cpuOption), 'VM.Config.CPU'),
  cpulimit: privilege(optional(number({ default: 0, minimum: 0, maximum: 128 })), 'VM.Config.CPU'),
  cpuunits: privilege(optional(integer({ default: 'cgroup v1: 1024, cgroup v2: 100', minimum: 1, maximum: 262144 })), 'VM.Config.CPU'),
  numa: privilege(optional(boolean({ default: false })), 'VM.Config.CPU'),
  'numa[n]': privilege(optional(described(numaNode, { count: 8 })), 'VM.Config.CPU'),
  smp: privilege(optional(integer({ default: 1, minimum: 1 })), 'VM.Config.CPU'),
  sockets: privilege(optional(integer({ default: 1, minimum: 1 })), 'VM.Config.CPU'),
  vcpus: privilege(optional(integer({ default: 0, minimum: 1 })), 'VM.Config.CPU'),
}

export const memoryKeys = {
  'allow-ksm': privilege(optional(boolean({ default: true })), 'VM.Config.Memory'),
  balloon: privilege(optional(integer({ minimum: 0 })), 'VM.Config.Memory'),
  hugepages: privilege(optional(string({ enum: ['any', '2', '1024'] })), 'VM.Config.Memory'),
  keephugepages: privilege(optional(boolean({ default: false })), 'VM.Config.Memory'),
  memory: privilege(optional(memoryOption), 'VM.Config.Memory'),
  shares: privilege(optional(integer({ default: 1000, minimum: 0, maximum: 50000 })), 'VM.Config.Memory'),
}

export const diskKeys = {
  efidisk0: privilege(optional(efiDisk), 'VM.Config.Disk'),
  'ide[n]': privilege(optional(described(ideDisk, { count: 4 })), 'VM.Config.Disk'),
  'sata[n]': privilege(optional(described(sataDisk, { count: 6 })), 'VM.Config.Disk'),
  'scsi[n]': privilege(optional(described(scsiDisk, { count: 31 })), 'VM.Config.Disk'),
  tpmstate0: privilege(optional(tpmState), 'VM.Config.Disk'),
  'unused[n]': privilege(optional(described(unusedDisk, { count: 256 })), 'VM.Config.Disk'),
  'virtio[n]': privilege(optional(described(virtioDisk, { count: 16 })), 'VM.Config.Disk'),
}

export const cdromKeys = {
  cdrom: privilege(optional(ideDisk), 'VM.Config.CDROM'),
}

export const networkKeys = {
  'ipconfig[n]': privilege(optional(described(ipConfig, { count: 32 })), 'VM.Config.Network'),
  nameserver: privilege(optional(string({ format: 'address-list' })), 'VM.Config.Network'),
  'net[n]': privilege(optional(described(netOption, { count: 32 })), 'VM.Config.Network'),
  searchdomain: privilege(optional(string()), 'VM.Config.Network'),
}

export const cloudInitKeys = {
  cicustom: privilege(optional(cloudInitFiles), 'VM.Config.Cloudinit'),
  cipassword: privilege(secret(optional(string())), 'VM.Config.Cloudinit'),
  citype: privilege(optional(string({ enum: ['configdrive2', 'nocloud', 'opennebula'] })), 'VM.Config.Cloudinit'),
  ciupgrade: privilege(optional(boolean({ default: true })), 'VM.Config.Cloudinit'),
  ciuser: privilege(optional(string()), 'VM.Config.Cloudinit'),
  sshkeys: privilege(optional(string({ format: 'urlencoded' })), 'VM.Config.Cloudinit'),
}

export const hardwareKeys = {
  acpi: privilege(optional(boolean({ default: true })), 'VM.Config.HWType'),
  'amd-sev': privilege(optional(amdSev), 'VM.Config.HWType'),
  arch: privilege(optional(string({ enum: ['x86_64', 'aarch64'] })), 'VM.Config.HWType'),
  audio0: privilege(optional(audioOption), 'VM.Config.HWType'),
  bios: privilege(optional(string({ default: 'seabios', enum: ['seabios', 'ovmf'] })), 'VM.Config.HWType'),
  'hostpci[n]': privilege(optional(described(hostPci, { count: 16 })), 'VM.Config.HWType'),
  hotplug: privilege(optional(string({ default: 'network,disk,usb', format: 'pve-hotplug-features' })), 'VM.Config.HWType'),
  'intel-tdx': privilege(optional(intelTdx), 'VM.Config.HWType'),
  ivshmem: privilege(optional(sharedMemory), 'VM.Config.HWType'),
  keyboard: privilege(
    optional(
      string({
        enum: [
          'de',
          'de-ch',
          'da',
          'en-gb',
          'en-us',
          'es',
          'fi',
          'fr',
          'fr-be',
          'fr-ca',
          'fr-ch',
          'hu',
          'is',
          'it',
          'ja',
          'lt',
          'mk',
          'nl',
          'no',
          'pl',
          'pt',
          'pt-br',
          'sv',
          'sl',
          'tr',
        ],
      }),
    ),
    'VM.Config.HWType',
  ),
  kvm: privilege(optional(boolean({ default: true })), 'VM.Config.HWType'),
  machine: privilege(optional(machineOption), 'VM.Config.HWType'),
  rng0: privilege(optional(rngOption), 'VM.Config.HWType'),
  scsihw: privilege(
    optional(string({ default: 'lsi', enum: ['lsi', 'lsi53c810', 'virtio-scsi-pci', 'virtio-scsi-single', 'megasas', 'pvscsi'] })),
    'VM.Config.HWType',
  ),
  'serial[n]': privilege(optional(string({ count: 4, pattern: '(/dev/.+|socket)' })), 'VM.Config.HWType'),
  smbios1: privilege(optional(smbiosOption), 'VM.Config.HWType'),
  spice_enhancements: privilege(optional(spiceEnhancements), 'VM.Config.HWType'),
  tablet: privilege(optional(boolean({ default: true })), 'VM.Config.HWType'),
  tdf: privilege(optional(boolean({ default: false })), 'VM.Config.HWType'),
  'usb[n]': privilege(optional(described(usbDevice, { count: 14 })), 'VM.Config.HWType'),
  vga: privilege(optional(vgaOption), 'VM.Config.HWType'),
  'virtiofs[n]': privilege(optional(described(virtiofsOption, { count: 10 })), 'VM.Config.HWType'),
  vmgenid: privilege(
    optional(string({ default: '1 (autogenerated)', pattern: '(?:[a-fA-F0-9]{8}(?:-[a-fA-F0-9]{4}){3}-[a-fA-F0-9]{12}|[01])' })),
    'VM.Config.HWType',
  ),
  watchdog: privilege(optional(watchdogOption), 'VM.Config.HWType'),
}

export const generalKeys = {
  agent: privilege(optional(guestAgentOption), 'VM.Config.Options'),
  autostart: privilege(optional(boolean({ default: false })), 'VM.Config.Options'),
  boot: privilege(optional(bootOption), 'VM.Config.Options'),
  bootdisk: privilege(optional(string({ format: 'pve-qm-bootdisk', pattern: '(ide|sata|scsi|virtio)\\d+' })), 'VM.Config.Options'),
  description: privilege(optional(string({ maxLength: 8192 })), 'VM.Config.Options'),
  localtime: privilege(optional(boolean()), 'VM.Config.Options'),
  migrate_downtime: privilege(optional(number({ default: 0.1, minimum: 0 })), 'VM.Config.Options'),
  migrate_speed: privilege(optional(integer({ default: 0, minimum: 0 })), 'VM.Config.Options'),
  name: privilege(optional(string({ format: 'dns-name' })), 'VM.Config.Options'),
  onboot: privilege(optional(boolean({ default: false })), 'VM.Config.Options'),
  ostype: privilege(
    optional(
      string({
        default: 'other',
        enum: ['other', 'wxp', 'w2k', 'w2k3', 'w2k8', 'wvista', 'win7', 'win8', 'win10', 'win11', 'l24', 'l26', 'solaris'],
      }),
    ),
    'VM.Config.Options',
  ),
  protection: privilege(optional(boolean({ default: false })), 'VM.Config.Options'),
  reboot: privilege(optional(boolean({ default: true })), 'VM.Config.Options'),
  startdate: privilege(
    optional(string({ default: 'now', pattern: '(now|\\d{4}-\\d{1,2}-\\d{1,2}(T\\d{1,2}:\\d{1,2}:\\d{1,2})?)' })),
    'VM.Config.Options',
  ),
  startup: privilege(optional(startupOrder), 'VM.Config.Options'),
  tags: privilege(optional(string({ format: 'pve-tag-list' })), 'VM.Config.Options'),
  template: privilege(optional(boolean({ default: false })), 'VM.Config.Options'),
  vmstatestorage: privilege(optional(string({ format: 'pve-storage-id' })), 'VM.Config.Options'),
}

export const powerKeys = {
  freeze: privilege(optional(boolean()), 'VM.PowerMgmt'),
}

export const rootKeys = {
  args: rootOnly(optional(string())),
  hookscript: rootOnly(optional(string({ format: 'pve-volume-id' }))),
  lock: rootOnly(
    optional(
      string({ enum: ['backup', 'clone', 'create', 'migrate', 'rollback', 'snapshot', 'snapshot-delete', 'suspending', 'suspended'] }),
    ),
  ),
  'parallel[n]': rootOnly(optional(string({ count: 3, pattern: '/dev/parport\\d+|/dev/usb/lp\\d+' }))),
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

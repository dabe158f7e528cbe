import { boolean, described, optional, string } from '@quorate/schema'
import { privilege } from '../endpoint.ts'
import { amdSev } from './amd-sev.ts'
import { audioOption } from './audio.ts'
import { ideDisk, sataDisk, scsiDisk, virtioDisk } from './disk.ts'
import { efiDisk } from './efi-disk.ts'
import { hostPci } from './host-pci.ts'
import { intelTdx } from './intel-tdx.ts'
import { ipConfig } from './ip-config.ts'
import { machineOption } from './machine.ts'
import { netOption } from './net.ts'
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

/** A CD-ROM or cloud-init drive needs less than a disk: which it is stands in the value, so the guest's procedures decide it. */
const removable = ['VM.Config.Disk', 'VM.Config.CDROM', 'VM.Config.Cloudinit'] as const

export const diskKeys = {
  efidisk0: privilege(optional(described(efiDisk, { description: 'Disk for the variables of UEFI.' })), 'VM.Config.Disk'),
  'ide[n]': privilege(optional(described(ideDisk, { description: 'IDE disk or CD-ROM drive.', count: 4 })), ...removable),
  'sata[n]': privilege(optional(described(sataDisk, { description: 'SATA disk or CD-ROM drive.', count: 6 })), ...removable),
  'scsi[n]': privilege(optional(described(scsiDisk, { description: 'SCSI disk or CD-ROM drive.', count: 31 })), ...removable),
  tpmstate0: privilege(optional(described(tpmState, { description: 'State of the TPM.' })), 'VM.Config.Disk'),
  'unused[n]': privilege(
    optional(described(unusedDisk, { description: 'Volume that belongs to the guest but is not attached.', count: 256 })),
    'VM.Config.Disk',
  ),
  'virtio[n]': privilege(optional(described(virtioDisk, { description: 'VirtIO block disk.', count: 16 })), 'VM.Config.Disk'),
}

export const cdromKeys = {
  cdrom: privilege(optional(described(ideDisk, { description: 'CD-ROM drive: short for ide2.' })), 'VM.Config.CDROM'),
}

export const networkKeys = {
  'ipconfig[n]': privilege(
    optional(described(ipConfig, { description: 'Addresses that cloud-init sets on a network device.', count: 32 })),
    'VM.Config.Network',
  ),
  nameserver: privilege(optional(string({ description: 'DNS servers for the guest.', format: 'address-list' })), 'VM.Config.Network'),
  'net[n]': privilege(optional(described(netOption, { description: 'Network device.', count: 32 })), 'VM.Config.Network'),
  searchdomain: privilege(optional(string({ description: 'DNS search domains for the guest.' })), 'VM.Config.Network'),
}

/**
 * A device of the host given by its address (hostpci, usb, serial other than `socket`) is for root alone, and one given by
 * a mapping needs Mapping.Use on it: that depends on the value, so the guest's procedures decide it.
 */
export const hardwareKeys = {
  acpi: privilege(optional(boolean({ description: 'Offer ACPI.', default: true })), 'VM.Config.HWType'),
  'amd-sev': privilege(optional(described(amdSev, { description: 'Memory encryption by AMD SEV.' })), 'VM.Config.HWType'),
  arch: privilege(optional(string({ description: 'Processor architecture.', enum: ['x86_64', 'aarch64'] })), 'VM.Config.HWType'),
  audio0: privilege(optional(described(audioOption, { description: 'Sound device.' })), 'VM.Config.HWType'),
  bios: privilege(optional(string({ description: 'Firmware.', default: 'seabios', enum: ['seabios', 'ovmf'] })), 'VM.Config.HWType'),
  'hostpci[n]': privilege(optional(described(hostPci, { description: 'PCI device of the host.', count: 16 })), 'VM.Config.HWType'),
  hotplug: privilege(
    optional(
      string({ description: 'What can be changed while the VM runs.', default: 'network,disk,usb', format: 'pve-hotplug-features' }),
    ),
    'VM.Config.HWType',
  ),
  'intel-tdx': privilege(optional(described(intelTdx, { description: 'Confidential computing by Intel TDX.' })), 'VM.Config.HWType'),
  ivshmem: privilege(optional(described(sharedMemory, { description: 'Memory shared with other guests.' })), 'VM.Config.HWType'),
  keyboard: privilege(
    optional(
      string({
        description: 'Keyboard layout of the console.',
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
  kvm: privilege(optional(boolean({ description: 'Use hardware virtualization.', default: true })), 'VM.Config.HWType'),
  machine: privilege(optional(described(machineOption, { description: 'Machine type.' })), 'VM.Config.HWType'),
  rng0: privilege(optional(described(rngOption, { description: 'Random number generator.' })), 'VM.Config.HWType'),
  scsihw: privilege(
    optional(
      string({
        description: 'SCSI controller.',
        default: 'lsi',
        enum: ['lsi', 'lsi53c810', 'virtio-scsi-pci', 'virtio-scsi-single', 'megasas', 'pvscsi'],
      }),
    ),
    'VM.Config.HWType',
  ),
  'serial[n]': privilege(optional(string({ description: 'Serial port.', count: 4, pattern: '(/dev/.+|socket)' })), 'VM.Config.HWType'),
  smbios1: privilege(optional(described(smbiosOption, { description: 'System information shown to the guest.' })), 'VM.Config.HWType'),
  spice_enhancements: privilege(optional(described(spiceEnhancements, { description: 'Additions to SPICE.' })), 'VM.Config.HWType'),
  tablet: privilege(optional(boolean({ description: 'USB tablet for the pointer.', default: true })), 'VM.Config.HWType'),
  tdf: privilege(optional(boolean({ description: 'Time drift fix.', default: false })), 'VM.Config.HWType'),
  'usb[n]': privilege(optional(described(usbDevice, { description: 'USB device of the host.', count: 14 })), 'VM.Config.HWType'),
  vga: privilege(optional(described(vgaOption, { description: 'Display.' })), 'VM.Config.HWType'),
  'virtiofs[n]': privilege(
    optional(described(virtiofsOption, { description: 'Directory of the host, by mapping.', count: 10 })),
    'VM.Config.HWType',
  ),
  vmgenid: privilege(
    optional(
      string({
        description: 'Id of this generation of the VM; 1 makes a new one.',
        default: '1 (autogenerated)',
        pattern: '(?:[a-fA-F0-9]{8}(?:-[a-fA-F0-9]{4}){3}-[a-fA-F0-9]{12}|[01])',
      }),
    ),
    'VM.Config.HWType',
  ),
  watchdog: privilege(optional(described(watchdogOption, { description: 'Watchdog device.' })), 'VM.Config.HWType'),
}

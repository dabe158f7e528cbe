import { readFileSync } from 'node:fs'
import { isVolume, parseDrive, parseGuestConfig, type DriveText } from '@quorate/guest'
import type { QemuCapabilities } from '../capabilities/qemu-capabilities.ts'
import type { ResolvedVolume, VmFacts } from '../plan/vm-facts.ts'
import { isDriveKey } from '../procedures/vm-keys.ts'

/** What the program of Debian 12 answered when asked. */
export const qemu72 = JSON.parse(readFileSync(new URL('../plan/golden/qemu-7.2.json', import.meta.url), 'utf8')) as QemuCapabilities

/** Volumes of the golden configs: on `local-lvm` block devices, on `tmp` files where O_DIRECT does not work, elsewhere files; paths of the host stay as they are. */
export function goldenVolume({ file, options }: DriveText): ResolvedVolume {
  const [storage, name] = isVolume(file) ? (file.split(':') as [string, string]) : ['', file]
  const block = storage === 'local-lvm' || file.startsWith('/dev/')
  const ending = /\.(qcow2|vmdk|qed)$/.exec(name)?.[1]
  return {
    path: storage === '' ? file : block ? `/dev/pve/${name}` : `/srv/${storage}/${name}`,
    format: (options.get('format') ?? ending ?? 'raw') as ResolvedVolume['format'],
    readonly: name.startsWith('iso/'),
    directIo: storage !== 'tmp',
    blockDevice: block,
  }
}

/** Volumes and files that a config's text names, each with the drive that names it first. Nothing is on the storage `gone`. */
export function drivesOf(text: string): Map<string, DriveText> {
  const found = new Map<string, DriveText>()
  for (const [key, value] of parseGuestConfig(text).current.values) {
    const drive = parseDrive(value)
    if ((isDriveKey(key) || key === 'cdrom') && !/^(?:none|cdrom|gone:.*|)$/.test(drive.file) && !found.has(drive.file))
      found.set(drive.file, drive)
  }
  return found
}

/** A newer QEMU with every module, on a machine that has what only few have. */
const wellEquipped = /^(?:amd-sev|intel-tdx|vga: virtio-gl|cpu:.*guest-phys-bits|machine:.*virtio,aw-bits)/m

/** What QEMU 7.2 without its modules does not have. */
function withMore(qemu: QemuCapabilities): QemuCapabilities {
  const { properties } = qemu
  return {
    ...qemu,
    version: '10.1.0',
    devices: [...qemu.devices, 'virtio-gpu-gl-device'],
    objects: [...qemu.objects, 'sev-snp-guest', 'tdx-guest'],
    properties: {
      ...properties,
      'max-x86_64-cpu': [...(properties['max-x86_64-cpu'] ?? []), 'guest-phys-bits'],
      'virtio-iommu-pci': [...(properties['virtio-iommu-pci'] ?? []), 'aw-bits'],
    },
  }
}

/** Does a sample need more than QEMU 7.2 of Debian 12 on an ordinary machine? */
function isWellEquipped(text: string): boolean {
  return wellEquipped.test(text)
}

export function goldenFacts(text: string): VmFacts {
  return {
    vmid: 100,
    node: 'pve',
    paths: { run: '/run/quorate/qemu-server', firmware: '/usr/share/OVMF' },
    qemu: isWellEquipped(text) ? withMore(qemu72) : qemu72,
    host: {
      kvm: true,
      arch: 'x86_64',
      cpus: 16,
      cpuVendor: 'GenuineIntel',
      vhostNet: true,
      bridgeMtu: new Map([
        ['vmbr0', 9000],
        ['vmbr1', 1500],
      ]),
      cgroupVersion: 2,
      physicalBits: 46,
      hugePages: [2, 1024],
      sev: { kinds: ['std', 'es', 'snp'], cBitPosition: 51, reducedBits: 1 },
      tdx: true,
    },
    volumes: new Map([...drivesOf(text)].map(([file, drive]) => [file, goldenVolume(drive)])),
    cdromDrive: true,
    customCpus: new Map([
      ['small', { 'reported-model': 'Haswell-noTSX', flags: '+aes;-x2apic', 'phys-bits': '42', 'hv-vendor-id': 'quorate' }],
    ]),
    mappings: new Map([
      ['usb/stick', { choices: [{ devices: ['1-3'], problem: undefined }], mdev: false }],
      ['dir/homes', { choices: [{ devices: ['/home'], problem: undefined }], mdev: false }],
      ['dir/data', { choices: [{ devices: ['/srv/data'], problem: undefined }], mdev: false }],
      [
        'pci/gpu',
        {
          choices: [
            { devices: ['0000:03:00.0', '0000:03:00.1'], problem: undefined },
            { devices: ['0000:04:00.0', '0000:04:00.1'], problem: undefined },
          ],
          mdev: false,
        },
      ],
      ['pci/vgpu', { choices: [{ devices: ['0000:05:00.4'], problem: undefined }], mdev: true }],
    ]),
    typedFunctions: new Set(['0000:05:00.4']),
    pciFunctions: new Map([['0000:02:00', ['0000:02:00.0', '0000:02:00.1']]]),
  }
}

import { readFileSync } from 'node:fs'
import type { QemuCapabilities } from '../capabilities/qemu-capabilities.ts'
import type { ResolvedVolume, VmFacts } from '../plan/vm-facts.ts'

/** What the program of Debian 12 answered when asked. */
export const qemu72 = JSON.parse(readFileSync(new URL('../plan/golden/qemu-7.2.json', import.meta.url), 'utf8')) as QemuCapabilities

/** Volumes of the golden configs: `local:` files, `local-lvm:` block devices, `tmp:` a file system without O_DIRECT. */
export function goldenVolume(file: string): ResolvedVolume {
  const [storage, name] = file.split(':') as [string, string]
  const block = storage === 'local-lvm'
  return {
    path: block ? `/dev/pve/${name}` : `/srv/${storage}/${name}`,
    format: name.endsWith('.qcow2') ? 'qcow2' : 'raw',
    readonly: name.startsWith('iso/'),
    directIo: storage !== 'tmp',
    blockDevice: block,
  }
}

/** Volumes that a config's text names. */
export function volumeNames(text: string): string[] {
  return [...text.matchAll(/: ((?:local|local-lvm|tmp):\S+?)(?=,(?!name)|\s)/g)].map(match => match[1] as string)
}

export function goldenFacts(text: string): VmFacts {
  return {
    vmid: 100,
    node: 'pve',
    paths: { run: '/run/quorate/qemu-server', firmware: '/usr/share/OVMF' },
    qemu: qemu72,
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
    },
    volumes: new Map(volumeNames(text).map(name => [name, goldenVolume(name)])),
    macs: { net0: 'BC:24:11:AA:BB:CC' },
    mappings: new Map([
      ['stick', { devices: ['1-3'] }],
      ['gpu', { devices: ['0000:03:00.0', '0000:03:00.1'] }],
    ]),
    pciFunctions: new Map([['0000:02:00', ['0000:02:00.0', '0000:02:00.1']]]),
  }
}

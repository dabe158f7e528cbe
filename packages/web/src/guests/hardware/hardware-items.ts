import type { Config } from '../config/config-rows.ts'
import { splitMembers } from '../config/split-members.ts'

export type HardwareGroup = 'compute' | 'disks' | 'media' | 'network' | 'dns' | 'firmware' | 'host' | 'other' | 'unused'

/** One line of the hardware list: a device, or a few settings that belong together. */
export interface HardwareItem {
  /** Its part of the address: `scsi0`, `memory`, `processors`. */
  readonly id: string
  readonly group: HardwareGroup
  /** The keys that it edits. */
  readonly keys: readonly string[]
}

export const memoryKeys = ['memory', 'balloon', 'shares', 'allow-ksm', 'hugepages', 'keephugepages']
export const processorKeys = ['sockets', 'cores', 'cpu', 'vcpus', 'cpulimit', 'cpuunits', 'affinity', 'numa']

const deviceGroups: readonly (readonly [RegExp, HardwareGroup])[] = [
  [/^(?:net)\d+$/, 'network'],
  [/^(?:usb|hostpci)\d+$/, 'host'],
  [/^(?:efidisk|tpmstate)\d+$/, 'firmware'],
  [/^(?:serial|parallel|audio|rng|virtiofs|numa)\d+$/, 'other'],
  [/^(?:watchdog|keyboard|ivshmem|args)$/, 'other'],
  [/^(?:rootfs|mp\d+)$/, 'disks'],
  [/^dev\d+$/, 'host'],
  [/^unused\d+$/, 'unused'],
]

export const isDrive = (key: string): boolean => /^(?:ide|sata|scsi|virtio)\d+$/.test(key)
export const isCdrom = (text: string): boolean => splitMembers(text).media === 'cdrom'
export const isCloudInit = (text: string): boolean => /^[^,]*cloudinit/.test(text)

function groupOf(key: string, text: string): HardwareGroup | undefined {
  if (isDrive(key)) return isCdrom(text) || isCloudInit(text) ? 'media' : 'disks'
  return deviceGroups.find(([keys]) => keys.test(key))?.[1]
}

const fixed: Readonly<Record<'qemu' | 'lxc', readonly HardwareItem[]>> = {
  qemu: [
    { id: 'memory', group: 'compute', keys: memoryKeys },
    { id: 'processors', group: 'compute', keys: processorKeys },
    { id: 'scsihw', group: 'disks', keys: ['scsihw'] },
    { id: 'bios', group: 'firmware', keys: ['bios'] },
    { id: 'machine', group: 'firmware', keys: ['machine'] },
    { id: 'vga', group: 'firmware', keys: ['vga'] },
  ],
  lxc: [
    { id: 'memory', group: 'compute', keys: ['memory', 'swap'] },
    { id: 'processors', group: 'compute', keys: ['cores', 'cpulimit', 'cpuunits'] },
    { id: 'dns', group: 'dns', keys: ['hostname', 'nameserver', 'searchdomain'] },
  ],
}

const byNumber = new Intl.Collator('en', { numeric: true })

/** Everything of a guest that is hardware. `all`: what it has now or is going to have. */
export function hardwareItems(kind: 'qemu' | 'lxc', all: Config): readonly HardwareItem[] {
  const devices = [...all].flatMap(([key, text]): HardwareItem[] => {
    const group = groupOf(key, text)
    return group === undefined ? [] : [{ id: key, group, keys: [key] }]
  })
  return [...fixed[kind], ...devices.toSorted((a, b) => byNumber.compare(a.id, b.id))]
}

export const groupOrder: readonly HardwareGroup[] = ['compute', 'disks', 'media', 'network', 'dns', 'firmware', 'host', 'other', 'unused']

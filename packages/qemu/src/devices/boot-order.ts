import type { VmConfig, DriveConfig } from '../plan/vm-config.ts'
import { driveKeys } from './drive.ts'
import { networkKeys } from './network.ts'

const first = 100

/**
 * Place of each device in the boot order. `boot: order=scsi0;net0` names devices. The older `boot: cdn` names kinds
 * (c disk, d CD, n network; a is the floppy that there is none of), and bootdisk the disk; it is also the default.
 */
export function bootIndexes(config: VmConfig): ReadonlyMap<string, number> {
  const indexes = new Map<string, number>()
  for (const key of bootKeys(config)) if (config[key] && !indexes.has(key)) indexes.set(key, first + indexes.size)
  return indexes
}

/** Keys of devices to boot from, the first first. */
export function bootKeys(config: VmConfig): string[] {
  const { order, legacy = 'cdn' } = config.boot ?? {}
  if (order !== undefined) return order.split(';').filter(Boolean)
  const drives = driveKeys(config)
  const cdroms = drives.filter(key => (config[key] as DriveConfig).media === 'cdrom')
  const disk = config.bootdisk ?? drives.find(key => !cdroms.includes(key))
  const kinds: Readonly<Record<string, readonly string[]>> = { c: disk === undefined ? [] : [disk], d: cdroms, n: networkKeys(config) }
  return [...legacy].flatMap(letter => kinds[letter] ?? [])
}

import type { Members } from '../../../forms/property-string.ts'
import { plainMembers, type DeviceValues } from './device-kind.ts'

/**
 * Members of a volume that is made with the device: `@storage` and `@size` (GiB) become `storage:size`; an import takes its
 * size from what it copies. `key`: the member that holds the volume.
 */
export function newVolume(values: DeviceValues, key = 'file'): Members {
  const { '@storage': storage, '@size': size, '@fixed': fixed } = values
  const { size: _, ...members } = plainMembers(values)
  if (storage === undefined) return plainMembers(values)
  const amount = members['import-from'] === undefined ? (fixed ?? size) : 0
  return { ...members, [key]: `${String(storage)}:${String(amount)}` }
}

/** The number of GiB that a size of a config (`32G`, `512M`) is. */
export function gibOf(size: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)([KMGT]?)$/.exec(size)
  if (!match) return undefined
  const power = { '': -3, K: -2, M: -1, G: 0, T: 1 }[match[2] ?? ''] ?? 0
  return Number(match[1]) * 1024 ** power
}

import { escapeValue } from '../plan/command-text.ts'
import type { DriveConfig } from '../plan/vm-config.ts'
import type { ResolvedVolume } from '../plan/vm-facts.ts'
import type { DriveCache } from './drive-cache.ts'
import { driveLimits, setLimits } from './drive-limits.ts'

/** `snapshot=1`: what the guest writes is forgotten at its end. Only the older `-drive` makes the throw-away overlay by itself. */
export function snapshotDrive(key: string, drive: DriveConfig, volume: ResolvedVolume, cache: DriveCache): string[] {
  const limits = Object.entries(setLimits(driveLimits(drive))).map(([name, value]) => `,throttling.${name}=${value}`)
  const mode = cache.noFlush ? 'unsafe' : cache.direct ? 'none' : 'writeback'
  return [
    '-drive',
    `file=${escapeValue(volume.path)},if=none,id=drive-${key},format=${volume.format},cache=${mode},aio=${cache.aio},snapshot=on${limits.join('')}`,
  ]
}

import { withoutBase, type VolumeRow } from '@quorate/storage'
import type { GuestConfig } from '../config/guest-config.ts'
import { pendingValues } from '../config/pending-changes.ts'
import { isCloudInit, isVolume, parseDrive, sizeText, withOptions } from '../drive-text.ts'
import { disks } from './disks.ts'
import { editDrive } from './edit-drive.ts'
import { isReferenced, keepAsUnused } from './unused-volumes.ts'

/** Enters what the storages have into the config document. Answers what was found, in words; `guest` as in `VM 100`. */
export function editForRescan(config: GuestConfig, guest: string, volumes: readonly Pick<VolumeRow, 'volid' | 'size'>[]): string[] {
  const found: string[] = []
  // A folder without a limit of its own has no size to tell.
  const sizes = new Map(volumes.filter(({ size }) => size > 0).map(({ volid, size }) => [withoutBase(volid), sizeText(size)]))
  const waiting = new Set([...pendingValues(config).values()].map(text => withoutBase(parseDrive(text).file)))
  for (const [key, drive] of disks(config.current.values)) {
    const size = isVolume(drive.file) ? sizes.get(withoutBase(drive.file)) : undefined
    const known = drive.options.get('size')
    if (size === undefined || size === known) continue
    found.push(`${guest} (${key}): size of disk '${drive.file}' updated from ${known ?? 'unknown'} to ${size}`)
    editDrive(config, key, drive.file, present => withOptions(present, { size }))
  }
  for (const { volid } of volumes) {
    if (waiting.has(withoutBase(volid)) || isCloudInit(parseDrive(volid)) || isReferenced(config, volid)) continue
    keepAsUnused(config, volid)
    const key = [...config.current.values].find(([, value]) => value === volid)?.[0]
    found.push(`${guest} add unreferenced volume '${volid}' as '${key}' to config`)
  }
  return found
}

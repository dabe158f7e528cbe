import type { GuestConfig } from '../config/guest-config.ts'
import { setPending } from '../config/pending-changes.ts'
import { formatDrive, parseDrive, type DriveText } from '../drive-text.ts'

/**
 * Changes what the config says of a disk that is on the volume `file`, and what it will say once pending changes are
 * applied: these would bring back the former volume and size otherwise. False: the disk is no longer on that volume.
 */
export function editDrive(config: GuestConfig, key: string, file: string, edit: (drive: DriveText) => DriveText): boolean {
  const edited = (text: string | undefined): string | undefined => {
    const drive = text === undefined ? undefined : parseDrive(text)
    return drive?.file === file ? formatDrive(edit(drive)) : undefined
  }
  const pending = edited(config.pending?.get(key))
  const present = edited(config.current.get(key))
  if (present !== undefined) config.current.set(key, present)
  if (pending !== undefined) setPending(config, key, pending)
  return present !== undefined
}

import { isCloudInit, parseDrive, type GuestConfig } from '@quorate/guest'
import { keepAsUnused } from '../edit-config.ts'
import { isDriveKey, isUnusedKey, ownerOf } from '../vm-keys.ts'

/** Volumes of the guest that the present config does not name any more stay in sight as unused. */
export function keepOwnVolumes(config: GuestConfig, vmid: number, values: ReadonlyMap<string, string>): void {
  for (const [key, text] of values) {
    if (!isDriveKey(key) && !isUnusedKey(key)) continue
    const drive = parseDrive(text)
    if (ownerOf(drive.file) === vmid && !isCloudInit(drive)) keepAsUnused(config, vmid, drive.file)
  }
}

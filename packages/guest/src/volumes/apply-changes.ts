import { Failure } from '@quorate/schema'
import type { GuestConfig } from '../config/guest-config.ts'
import { applyPending } from '../config/pending-changes.ts'
import { parseDrive } from '../drive-text.ts'
import { isDiskKey, isUnusedKey } from './disks.ts'
import { adopt, inSnapshot, isReferenced, letGoOf } from './unused-volumes.ts'

/**
 * Makes pending changes present, those that `only` picks by key, with what follows for disks. `gone` hears of keys that
 * went. Answers the volumes that can be removed from their storage afterwards.
 */
export function applyChanges(
  config: GuestConfig,
  vmid: number,
  only: (key: string) => boolean,
  gone: (key: string) => void = () => undefined,
): string[] {
  const free: string[] = []
  for (const { key, from, to, force } of applyPending(config, change => only(change.key))) {
    if (isUnusedKey(key)) {
      const { file } = parseDrive(from ?? '')
      if (to === undefined && inSnapshot(config, file)) throw new Failure(`unable to delete '${file}' - volume is still in use (snapshot?)`)
      if (to === undefined && file && !isReferenced(config, file)) free.push(file)
      continue
    }
    if (to === undefined) gone(key)
    if (!isDiskKey(key)) continue
    if (to !== undefined) adopt(config, to)
    if (from !== undefined && (to === undefined || parseDrive(to).file !== parseDrive(from).file))
      free.push(...letGoOf(config, vmid, from, force))
  }
  return free
}

import type { GuestConfig } from '../config/guest-config.ts'
import { keepOwnVolumes } from '../volumes/unused-volumes.ts'

/** Lock of a guest of which a snapshot is being removed. */
export const deleteLock = 'snapshot-delete'

/** From now on nobody goes back to the snapshot: parts of it may be gone. */
export function markForRemoval(config: GuestConfig, name: string): void {
  config.current.set('lock', deleteLock)
  config.requireSnapshot(name).set('snapstate', 'delete')
}

/** Snapshots that were made on the one that goes now follow the one before it. */
function relink(config: GuestConfig, name: string): void {
  const parent = config.requireSnapshot(name).get('parent')
  for (const other of [config.current, ...config.snapshots().values()]) {
    if (other.get('parent') !== name) continue
    if (parent) other.set('parent', parent)
    else other.delete('parent')
  }
}

/** Takes a snapshot out of the config and unlocks the guest; volumes that only it named are listed as unused. */
export function takeOutSnapshot(config: GuestConfig, vmid: number, name: string): void {
  const { values } = config.requireSnapshot(name)
  relink(config, name)
  config.removeSection(name)
  config.current.delete('lock')
  keepOwnVolumes(config, vmid, values)
}

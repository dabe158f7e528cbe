import type { GuestConfig } from '../config/guest-config.ts'
import { keepOwnVolumes } from '../volumes/unused-volumes.ts'
import { forgetSnapshotKeys } from './add-snapshot.ts'

/** Lock of a guest that goes back to a snapshot. */
export const rollbackLock = 'rollback'

/**
 * The present config becomes that of the snapshot, and stays locked. A snapshot's description is about the snapshot: the
 * guest keeps its own.
 */
export function takeOverSnapshot(config: GuestConfig, vmid: number, name: string): void {
  const former = new Map(config.current.values)
  const { description } = config.current
  config.replaceCurrent(config.requireSnapshot(name), () => false)
  forgetSnapshotKeys(config.current)
  config.current.setDescription(description)
  config.current.set('parent', name)
  config.current.set('lock', rollbackLock)
  keepOwnVolumes(config, vmid, former)
  config.removePending()
}

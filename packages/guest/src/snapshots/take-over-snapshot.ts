import type { GuestConfig } from '../config/guest-config.ts'
import { keepOwnVolumes } from '../volumes/unused-volumes.ts'
import { forgetSnapshotKeys } from './add-snapshot.ts'

/** Lock of a guest that goes back to a snapshot. */
export const rollbackLock = 'rollback'

/** The present config becomes that of the snapshot, and stays locked. */
export function takeOverSnapshot(config: GuestConfig, vmid: number, name: string): void {
  const former = new Map(config.current.values)
  config.replaceCurrent(config.requireSnapshot(name), () => false)
  forgetSnapshotKeys(config.current)
  config.current.set('parent', name)
  config.current.set('lock', rollbackLock)
  keepOwnVolumes(config, vmid, former)
  config.removeSection('PENDING')
}

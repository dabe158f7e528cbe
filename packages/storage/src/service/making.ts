import type { Making } from '../driver.ts'
import type { Work } from '../work.ts'

/** What undoes creations on storages, by name, as it stands in the journals of tasks. */
export const discardAction = 'storage.free-volume'
export const unmakeBaseAction = 'storage.unmake-base'
export const discardFileAction = 'storage.discard-file'
export const removeSnapshotAction = 'storage.remove-snapshot'
export const renameBackAction = 'storage.rename-back'

/** Lets a driver tell the task what it is about to create. */
export function makingFor(work: Work, storage: string, phase: string): Making {
  return {
    signal: work.signal,
    willCreate: trace => work.undo(discardAction, { storage, name: trace.name, identity: trace.identity }),
    warn: line => work.warn(line),
    progress: (done, total) => work.progress(done, total, 'bytes', phase),
  }
}

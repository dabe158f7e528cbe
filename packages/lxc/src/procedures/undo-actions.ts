import type { UndoAction } from '@quorate/tasks'
import type { LxcServices } from '../services.ts'
import { programUndoActions } from '../programs/undo-actions.ts'
import { unmountWork } from '../volumes/mount-for-work.ts'

/** How the work of this package is undone after a failure, an abort or a crash: for the task engine, by name. */
export function lxcUndoActions(services: LxcServices): Readonly<Record<string, UndoAction>> {
  return {
    ...programUndoActions(services),
    /** {vmid, volumes}: file systems that were mounted for work are unmounted. */
    'lxc.unmount': async ({ vmid, volumes }) => await unmountWork(services, Number(vmid), volumes as string[]),
  }
}

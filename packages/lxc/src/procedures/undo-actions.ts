import { tryHook, undoTask } from '@quorate/guest'
import type { UndoAction } from '@quorate/tasks'
import { placeHere } from '../place-here.ts'
import type { LxcServices } from '../services.ts'
import { migrationUndoActions } from '../migration/undo-actions.ts'
import { programUndoActions } from '../programs/undo-actions.ts'
import { remoteUndoActions } from '../remote/undo-actions.ts'
import { startContainer } from '../steps/start-container.ts'
import { goOn } from './at-one-instant.ts'
import { takeBackRollback } from './snapshots/take-back-rollback.ts'
import { takeBackSnapshot } from './snapshots/take-back-snapshot.ts'
import { settleMove } from './move/settle-move.ts'
import { removeScratch } from '../volumes/scratch-mount.ts'
import { unmountWork } from '../volumes/mount-for-work.ts'

/** How the work of this package is undone after a failure, an abort or a crash: for the task engine, by name. */
export function lxcUndoActions(services: LxcServices): Readonly<Record<string, UndoAction>> {
  return {
    ...programUndoActions(services),
    ...migrationUndoActions(services),
    ...remoteUndoActions(services),
    'lxc.settle-move': settleMove(services),
    /** {name}: a volume that was mounted to be copied. */
    'lxc.remove-scratch': async ({ name }) => await removeScratch(services, String(name)),
    'lxc.take-back-snapshot': takeBackSnapshot(services),
    'lxc.take-back-rollback': takeBackRollback(services),
    /** {vmid}: a container stands still for work on its volumes. */
    'lxc.go-on': async ({ vmid }) => await goOn(services, Number(vmid)),
    /** {vmid, volumes}: file systems that were mounted for work are unmounted. */
    'lxc.unmount': async ({ vmid, volumes }) => await unmountWork(services, Number(vmid), volumes as string[]),
    /** {vmid}: a start whose hook script had begun was broken off. What was noted of the run tells the script by itself. */
    'lxc.post-stop': async ({ vmid }, { log }) => {
      const id = Number(vmid)
      if (services.runtime.ends.has(id) || (await services.runtime.running(id))) return
      await tryHook(services, placeHere(services, id), 'post-stop', undoTask(log))
    },
    /** {vmid}: a container that was to be restarted runs again. */
    'lxc.start-again': async ({ vmid }, { log }) => {
      if (await services.runtime.running(Number(vmid))) return
      await startContainer(services, undoTask(log), Number(vmid), { skipLock: true })
    },
  }
}

import { tryHook, undoTask } from '@quorate/guest'
import type { UndoAction } from '@quorate/tasks'
import { workFolder } from '../cloudinit/seed-image.ts'
import { migrationUndoActions } from '../migration/undo-actions.ts'
import { remoteUndoActions } from '../remote/undo-actions.ts'
import { startVm } from '../steps/start-vm.ts'
import type { QemuServices } from '../services.ts'
import { stateUndoActions } from './state-undo-actions.ts'
import { endClone } from './clone/end-clone.ts'
import { settleMove } from './move/settle-move.ts'
import { goOn } from '../hot/end-copies.ts'
import { placeHere } from './place-here.ts'

/** How the work of this package is undone after a failure, an abort or a crash: for the task engine, by name. */
export function qemuUndoActions(services: QemuServices): Readonly<Record<string, UndoAction>> {
  return {
    ...stateUndoActions(services),
    ...migrationUndoActions(services),
    ...remoteUndoActions(services),
    /** {vmid}: a start whose hook script had begun was broken off. What was noted of the run tells the script by itself. */
    'qemu.post-stop': async ({ vmid }, { log }) => {
      const id = Number(vmid)
      if (services.runtime.ends.has(id) || (await services.runtime.running(id))) return
      await tryHook(services, placeHere(services, id), 'post-stop', undoTask(log))
    },
    /** {vmid, path}: what was written of a cloud-init image before it became the drive's content. */
    'qemu.drop-cloud-init': async ({ vmid, path }) => {
      if (/\/\.[^/]*cloudinit[^/]*\.new$/.test(String(path))) await services.host.files.remove(String(path))
      await services.host.files.removeTree(workFolder(services.host, Number(vmid)))
    },
    'qemu.settle-move': settleMove(services),
    'qemu.end-clone': endClone(services),
    /** {vmid}: a guest that was paused for a moment goes on. */
    'qemu.go-on': async ({ vmid }) => {
      if (await services.runtime.running(Number(vmid))) await services.runtime.qmp(Number(vmid), goOn)
    },
    /** {vmid}: a guest that was to be restarted runs again. */
    'qemu.start-again': async ({ vmid }, { log }) => {
      if (await services.runtime.running(Number(vmid))) return
      await startVm(services, undoTask(log), Number(vmid), { skipLock: true })
    },
  }
}

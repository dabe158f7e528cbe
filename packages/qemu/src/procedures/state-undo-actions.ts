import { undoAuthor, undoTask } from '@quorate/guest'
import type { UndoAction } from '@quorate/tasks'
import type { QemuServices } from '../services.ts'
import { takeBackResume } from '../state/take-back-resume.ts'
import { takeBackHibernation } from './hibernate-vm.ts'
import { thawGuest } from '../runtime/freeze-guest.ts'
import { takeBackRollback, type BegunRollback } from './snapshots/take-back-rollback.ts'
import { takeBackSnapshot, type BegunSnapshot } from './snapshots/take-back-snapshot.ts'

/** How snapshots, rollbacks and suspends are undone. Each looks at the config first: what has become part of it is finished instead. */
export function stateUndoActions(services: QemuServices): Readonly<Record<string, UndoAction>> {
  return {
    'qemu.take-back-snapshot': (begun, { log }) => takeBackSnapshot(services, begun as unknown as BegunSnapshot, log),
    'qemu.take-back-rollback': (begun, { log }) => takeBackRollback(services, undoTask(log), undoAuthor, begun as unknown as BegunRollback),
    'qemu.take-back-hibernation': (begun, { log }) =>
      takeBackHibernation(services, undoTask(log), begun as unknown as Parameters<typeof takeBackHibernation>[2]),
    /** {vmid, state} */
    'qemu.take-back-resume': ({ vmid, state }, { log }) => takeBackResume(services, undoTask(log), Number(vmid), String(state)),
    /** {vmid}: file systems of a guest may be frozen. */
    'qemu.thaw': async ({ vmid }) => {
      if (await services.runtime.running(Number(vmid))) await thawGuest(services, Number(vmid))
    },
  }
}

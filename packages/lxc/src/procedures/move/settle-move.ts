import { changeGuestConfig, editMovedBack, undoAuthor, type MovedDisk } from '@quorate/guest'
import type { UndoAction } from '@quorate/tasks'
import { placeHere } from '../../place-here.ts'
import type { LxcServices } from '../../services.ts'

/** What undoing a move needs to know. */
export type MoveTrace = MovedDisk & Record<string, unknown>

/** Ends a move that was cut short: the volume is where it was, and the new one goes. A container that runs on the new one stays there. */
export function settleMove(services: LxcServices): UndoAction {
  return async (args, { log }) => {
    const move = args as MoveTrace
    const { vmid, key, from, to } = move
    const container = await services.runtime.running(vmid)
    if (container?.record.volumes.includes(to)) return log(`${key} of CT ${vmid} is on ${to} already and stays there; ${from} is kept`)
    await changeGuestConfig(services.store, undoAuthor, placeHere(services, vmid), { skipLock: true }, config => {
      editMovedBack(config, move)
    })
    await services.storage.free(to)
  }
}

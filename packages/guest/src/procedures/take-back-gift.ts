import type { UndoAction } from '@quorate/tasks'
import type { GuestServices } from '../services.ts'
import { undoAuthor, undoTask } from './undo-task.ts'

/** A disk that became another guest's: both configs before and after, and the volume's two names. */
export interface GiftTrace {
  readonly giver: number
  readonly from: string
  readonly to: string
  readonly changes: readonly { readonly path: string; readonly before: string; readonly after: string }[]
}

/**
 * Gives a disk back to whom it was of, under its former name or, where that is taken by now, another one. A config that
 * somebody else has changed since is left alone.
 */
export function takeBackGift(services: Pick<GuestServices, 'store' | 'storage'>): UndoAction {
  return async (args, { log }) => {
    const { giver, from, to, changes } = args as unknown as GiftTrace
    const back = (await services.storage.exists(to)) ? await services.storage.reassign(undoTask(log), to, giver) : from
    for (const { path, before, after } of changes) {
      await services.store.update(path, undoAuthor, text => (text === after || text === before ? before.replaceAll(from, back) : undefined))
    }
    log(`${back} is a disk of guest ${giver} again`)
  }
}

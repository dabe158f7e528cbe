import type { UndoAction } from '@quorate/tasks'
import { parseGuestConfig } from '../config/guest-config.ts'
import { placeOf } from '../guest-path.ts'
import type { GuestServices } from '../services.ts'
import { takeBackGift } from './take-back-gift.ts'
import { undoAuthor } from './undo-task.ts'
import { unmakeTemplate } from './unmake-template.ts'

/** How changes of configs and of what they name are undone after a failure, an abort or a crash, for guests of all kinds: for the task engine, by name. */
export function guestUndoActions(services: Pick<GuestServices, 'store' | 'storage'>): Readonly<Record<string, UndoAction>> {
  const { store } = services
  return {
    'guest.take-back-gift': takeBackGift(services),
    'guest.unmake-template': unmakeTemplate(services),
    /** {path}: the config of a guest that was being made goes. */
    'guest.remove-config': async ({ path }, { log }) => {
      const file = store.read(String(path))
      if (!file || !placeOf(file.path)) return
      await store.commit([{ op: 'remove', path: file.path, expect: file.revision }], undoAuthor)
      log(`removed ${file.path}`)
    },
    /** {path, before, after}: a config gets back its former text, unless somebody else has changed it since. */
    'guest.restore-config': async ({ path, before, after }, { log }) => {
      await store.update(String(path), undoAuthor, text => (text === after ? String(before) : undefined))
      log(`restored ${String(path)}`)
    },
    /** {path, lock}: takes away the lock that the work had set. */
    'guest.unlock': async ({ path, lock }) => {
      await store.update(String(path), undoAuthor, text => {
        if (text === undefined) return undefined
        const config = parseGuestConfig(text)
        if (config.current.get('lock') !== lock) return undefined
        config.current.delete('lock')
        return config.toString()
      })
    },
  }
}

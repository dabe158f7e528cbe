import type { Author } from '@quorate/cluster'
import type { TaskHandle } from '@quorate/contract'

/** Undoing is the product's own work. */
export const undoAuthor: Author = { authid: 'root@pam' }

/** A task for work that an undo begins: its lines go to the log of what is undone. */
export function undoTask(log: (line: string) => void): TaskHandle {
  return {
    upid: '',
    authid: undoAuthor.authid,
    signal: new AbortController().signal,
    log,
    warn: log,
    progress: () => undefined,
    undo: async () => ({ settle: async () => undefined }),
  }
}

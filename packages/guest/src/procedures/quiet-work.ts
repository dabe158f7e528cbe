import type { Work } from '@quorate/storage'

/** Work of a change that is no task: nobody reads a log, and whoever started it takes back what it created. */
export function quietWork(signal: AbortSignal, notice: (text: string) => void): Work {
  return {
    signal,
    log: () => undefined,
    warn: notice,
    progress: () => undefined,
    undo: async () => ({ settle: async () => undefined }),
  }
}

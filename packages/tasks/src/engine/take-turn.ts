import type { Place } from './queues.ts'
import type { RunningTask } from './running-task.ts'
import type { Slots } from './slots.ts'

/** Waits for one's turn in a guest's queue. Throws the signal's reason when it is aborted before. */
export async function takeTurn(signal: AbortSignal, place: Place | undefined): Promise<void> {
  signal.throwIfAborted()
  if (!place || place.position === 0) return
  const aborted = Promise.withResolvers<never>()
  const onAbort = () => aborted.reject(signal.reason as Error)
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    await Promise.race([place.turn, aborted.promise])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}

/** Waits for a free worker; disposing gives it back. */
export async function takeWorker(task: RunningTask, slots: Slots): Promise<Disposable> {
  if (slots.full) task.log('waiting for a free worker')
  const giveBack = await slots.take(task.signal)
  return { [Symbol.dispose]: giveBack }
}

import type { TaskHandle } from '@quorate/contract'
import { Failure } from '@quorate/schema'
import type { QmpClient } from '../qmp/qmp-client.ts'
import type { QmpEvent } from '../qmp/qmp-commands.ts'

/** A copying job inside QEMU, which tells its turns. Follow it before it is started. */
export interface BlockJob extends AsyncDisposable {
  readonly id: string
  /** Both sides are equal, and stay so. */
  readonly ready: Promise<void>
  /** It ended well. */
  readonly over: Promise<void>
}

function failureOf({ event, data }: QmpEvent): Failure | undefined {
  if (event === 'BLOCK_JOB_CANCELLED') return new Failure('copying was cancelled')
  if (event !== 'BLOCK_JOB_COMPLETED' || !data['error']) return undefined
  const text = String(data['error'])
  return new Failure(/no space left/i.test(text) ? 'no space left on the storage' : `copying failed: ${text}`)
}

export function followJob(client: QmpClient, id: string): BlockJob {
  const events = client.events()
  const ready = Promise.withResolvers<void>()
  const over = Promise.withResolvers<void>()
  const fail = (error: unknown) => {
    ready.reject(error)
    over.reject(error)
  }
  // Whoever waits for one of them hears of the failure.
  for (const { promise } of [ready, over]) promise.catch(() => undefined)
  const follow = async () => {
    for await (const event of events) {
      if (event.data['device'] !== id) continue
      const failure = failureOf(event)
      if (failure) return fail(failure)
      if (event.event === 'BLOCK_JOB_READY') ready.resolve()
      if (event.event === 'BLOCK_JOB_COMPLETED') return over.resolve()
    }
    fail(new Failure('the VM ended while its disk was copied'))
  }
  void follow().catch(fail)
  return { id, ready: ready.promise, over: over.promise, [Symbol.asyncDispose]: () => events[Symbol.asyncDispose]() }
}

const lookEveryMs = 1000
/** So little is copied in a moment: the guest may stand still for it. */
const fewBytes = 64 * 2 ** 20
/** Looks after which a guest is taken to write faster than the rest is copied. */
const patience = 5

/**
 * Waits until both sides are equal, or so nearly that the guest should pause for the rest: one that writes without a
 * break would never let them be. Shows progress on the way; fails when the task is aborted.
 */
export async function untilNearlyEqual(
  client: QmpClient,
  job: BlockJob,
  task: Pick<TaskHandle, 'signal' | 'progress' | 'log'>,
): Promise<void> {
  const near = Promise.withResolvers<void>()
  const abort = () => near.reject(new Failure('copying was aborted'))
  task.signal.addEventListener('abort', abort, { once: true })
  if (task.signal.aborted) abort()
  let looks = 0
  const look = async () => {
    const found = (await client.execute('query-jobs')).find(entry => entry.id === job.id)
    if (!found) return
    const { 'current-progress': done, 'total-progress': total } = found
    task.progress(done, total, 'bytes', 'copying')
    looks = done > 0 && total - done <= fewBytes ? looks + 1 : 0
    if (looks >= patience) near.resolve()
  }
  const timer = setInterval(() => void look().catch(error => task.log(String(error))), lookEveryMs)
  try {
    await Promise.race([job.ready, near.promise])
  } finally {
    clearInterval(timer)
    task.signal.removeEventListener('abort', abort)
  }
}

import { setTimeout as delay } from 'node:timers/promises'
import type { Call, TaskWork } from '@quorate/contract'
import { atMost } from './at-most.ts'
import type { BulkGuest } from './bulk-guest.ts'
import { BulkRun } from './bulk-run.ts'
import type { BulkServices } from './bulk-services.ts'
import { startBatches } from './start-order.ts'

export interface StartGuests {
  readonly guests: readonly BulkGuest[]
  readonly workers: number
  /** seconds before the first */
  readonly delaySeconds?: number
  /** seconds that one may take */
  readonly timeout?: number | undefined
  /** Lets those that are paused go on. */
  readonly resume?: boolean
}

/** Starts guests in their order. One with a delay is waited for, unless it ran already or did not start. */
export function startGuests(services: BulkServices, call: Call, request: StartGuests): TaskWork {
  return async task => {
    const { guests, workers, delaySeconds = 0, timeout, resume = false } = request
    const wait = async (seconds: number, why: string) => {
      task.log(`waiting ${seconds} s (${why})`)
      await delay(seconds * 1000, undefined, { signal: task.signal })
    }
    if (delaySeconds > 0 && guests.length > 0) await wait(delaySeconds, 'delay of this node before the first start')
    const run = new BulkRun({ call, task, tasks: services.tasks, total: guests.length, phase: 'guests started' })
    const started = new Set<BulkGuest>()
    const startOne = async (guest: BulkGuest) => {
      const state = await services.state(guest)
      if (state === 'paused' && resume) return void (await run.act(guest, 'resume'))
      if (state !== undefined) return run.skip(guest, 'runs already')
      const parameters = guest.kind === 'qemu' && timeout !== undefined ? { timeout } : {}
      if (await run.act(guest, 'start', parameters)) started.add(guest)
    }
    const batches = startBatches(guests)
    for (const [at, batch] of batches.entries()) {
      await atMost(workers, batch, startOne)
      const last = batch.at(-1)
      if (last && last.upSeconds > 0 && started.has(last) && at < batches.length - 1) {
        await wait(last.upSeconds, `startup delay of ${last.label}`)
      }
    }
  }
}

import type { Call, TaskWork } from '@quorate/contract'
import { atMost } from './at-most.ts'
import type { BulkGuest } from './bulk-guest.ts'
import { BulkRun } from './bulk-run.ts'
import type { BulkServices } from './bulk-services.ts'
import { inOrder } from './start-order.ts'

export interface StopGuests {
  readonly guests: readonly BulkGuest[]
  readonly workers: number
  /** seconds that a guest may take which says nothing of its own */
  readonly timeout: number
  /** Cut the power of what does not shut down in time. */
  readonly forceStop: boolean
}

/** Shuts guests down, the ones started last first: those of one place in the order together, and then the next. */
export function stopGuests(services: BulkServices, call: Call, request: StopGuests): TaskWork {
  return async task => {
    const { guests, workers, timeout, forceStop } = request
    const run = new BulkRun({ call, task, tasks: services.tasks, total: guests.length, phase: 'guests stopped' })
    for (const group of inOrder(guests).toReversed()) {
      await atMost(workers, group, async guest => {
        if ((await services.state(guest)) === undefined) return run.skip(guest, 'does not run')
        await run.act(guest, 'shutdown', { timeout: guest.downSeconds ?? timeout, forceStop })
      })
    }
  }
}

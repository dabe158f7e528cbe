import type { Call, TaskWork } from '@quorate/contract'
import { atMost } from './at-most.ts'
import type { BulkGuest } from './bulk-guest.ts'
import { BulkRun } from './bulk-run.ts'
import type { BulkServices } from './bulk-services.ts'
import { inOrder } from './start-order.ts'

export interface SuspendGuests {
  readonly guests: readonly BulkGuest[]
  readonly workers: number
  readonly toDisk: boolean
  readonly stateStorage?: string | undefined
}

/** Suspends the guests that run, the ones started last first. */
export function suspendGuests(services: BulkServices, call: Call, request: SuspendGuests): TaskWork {
  return async task => {
    const { guests, workers, toDisk, stateStorage } = request
    const run = new BulkRun({ call, task, tasks: services.tasks, total: guests.length, phase: 'guests suspended' })
    for (const group of inOrder(guests).toReversed()) {
      await atMost(workers, group, async guest => {
        const state = await services.state(guest)
        if (state === undefined || (state === 'paused' && !toDisk))
          return run.skip(guest, state === undefined ? 'does not run' : 'is paused already')
        await run.act(guest, 'suspend', {
          ...(toDisk ? { todisk: true } : {}),
          ...(stateStorage === undefined ? {} : { statestorage: stateStorage }),
        })
      })
    }
  }
}

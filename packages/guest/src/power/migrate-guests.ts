import type { Call, TaskWork } from '@quorate/contract'
import { atMost } from './at-most.ts'
import type { BulkGuest } from './bulk-guest.ts'
import { BulkRun } from './bulk-run.ts'
import type { BulkServices } from './bulk-services.ts'

export interface MigrateGuests {
  readonly guests: readonly BulkGuest[]
  readonly workers: number
  readonly target: string
  /** Those that run go on doing so; containers are restarted for it. */
  readonly online: boolean
  readonly withLocalDisks: boolean
}

/** Moves guests of any nodes to one. */
export function migrateGuests(services: BulkServices, call: Call, request: MigrateGuests): TaskWork {
  return async task => {
    const { guests, workers, target, online, withLocalDisks } = request
    const run = new BulkRun({ call, task, tasks: services.tasks, total: guests.length, phase: 'guests migrated' })
    await atMost(workers, guests, async guest => {
      if (guest.node === target) return run.skip(guest, `is on node '${target}' already`)
      const runs = online && (await services.state(guest)) !== undefined
      const live = guest.kind === 'qemu' ? { online: true } : { restart: true }
      const disks = guest.kind === 'qemu' && withLocalDisks ? { 'with-local-disks': true } : {}
      await run.act(guest, 'migrate', { target, ...(runs ? live : {}), ...disks })
    })
  }
}

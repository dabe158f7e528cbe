import { parameterFailure } from '@quorate/schema'
import { implement, type Call, type Implementation, type TaskWork } from '@quorate/contract'
import { clusterBulkAction } from '@quorate/contract/cluster/bulk-action'
import { nodesGuests } from '@quorate/contract/nodes/guests'
import { checkBulkAccess, checkMigrateAccess, checkSuspendAccess } from './bulk-access.ts'
import type { BulkGuest } from './bulk-guest.ts'
import { bulkServices, type BulkParts } from './bulk-services.ts'
import { chooseGuests, namedGuests, withMissing } from './choose-guests.ts'
import { configuredWorkers, startDelay } from './bulk-settings.ts'
import { migrateGuests } from './migrate-guests.ts'
import { startGuests } from './start-guests.ts'
import { stopGuests } from './stop-guests.ts'
import { suspendGuests } from './suspend-guests.ts'

interface Workers {
  readonly 'max-workers'?: number | undefined
  readonly maxworkers?: number | undefined
}

/** Work on many guests at once: of this node, or (`/cluster/bulk-action`) of any. */
export function bulkApi(parts: BulkParts): Implementation[] {
  const { node } = parts
  const workersOf = (given: Workers) => given['max-workers'] ?? given.maxworkers ?? configuredWorkers(parts)
  const onGuests = (
    vmids: readonly number[] | undefined,
    make: (guests: readonly BulkGuest[]) => TaskWork,
    among: (guest: BulkGuest) => boolean = () => true,
    everywhere = false,
  ): TaskWork => {
    const { chosen, missing } = chooseGuests(parts, vmids, { everywhere })
    return withMissing(missing, make(chosen.filter(among)))
  }
  const onAll = (vmids: readonly number[] | undefined, make: (guests: readonly BulkGuest[]) => TaskWork): TaskWork =>
    onGuests(vmids, make, () => true, true)
  const suspend = (
    call: Call,
    vmids: number[] | undefined,
    given: Workers & { toDisk: boolean; stateStorage?: string | undefined },
    everywhere = false,
  ) => {
    checkBulkAccess(call, vmids)
    if (given.toDisk) checkSuspendAccess(call, vmids, given.stateStorage)
    const options = { workers: workersOf(given), toDisk: given.toDisk, stateStorage: given.stateStorage }
    const isVm = (guest: BulkGuest) => guest.kind === 'qemu'
    return onGuests(vmids, guests => suspendGuests(bulkServices(parts), call, { guests, ...options }), isVm, everywhere)
  }
  const { migrateAll, startAll, stopAll, suspendAll } = nodesGuests
  const { migrate, start, shutdown, suspend: suspendSpec } = clusterBulkAction
  return [
    ...implement(
      { migrateAll, startAll, stopAll, suspendAll },
      {
        migrateAll(call, { vms, target, 'with-local-disks': withLocalDisks = false, ...given }) {
          const vmids = namedGuests(vms)
          checkMigrateAccess(call, vmids)
          if (target === node) throw parameterFailure({ target: `the guests are on node '${target}' already` })
          const options = { workers: workersOf(given), target, online: true, withLocalDisks }
          return onGuests(vmids, guests => migrateGuests(bulkServices(parts), call, { guests, ...options }))
        },
        startAll(call, { vms, force = false, ...given }) {
          const vmids = namedGuests(vms)
          checkBulkAccess(call, vmids, force ? {} : { likeNode: node })
          const options = { workers: workersOf(given), delaySeconds: force ? 0 : startDelay(parts) }
          const among = (guest: BulkGuest) => force || guest.onboot
          return onGuests(vmids, guests => startGuests(bulkServices(parts), call, { guests, ...options }), among)
        },
        stopAll(call, { vms, timeout = 180, 'force-stop': forceStop = true, ...given }) {
          const vmids = namedGuests(vms)
          checkBulkAccess(call, vmids, { likeNode: node })
          const options = { workers: workersOf(given), timeout, forceStop }
          return onGuests(vmids, guests => stopGuests(bulkServices(parts), call, { guests, ...options }))
        },
        suspendAll: (call, { vms, ...given }) => suspend(call, namedGuests(vms), { ...given, toDisk: true }),
      },
    ),
    ...implement(
      { migrate, start, shutdown, suspend: suspendSpec },
      {
        migrate(call, { vms, target, online = false, 'with-local-disks': withLocalDisks = false, ...given }) {
          checkMigrateAccess(call, vms)
          const options = { workers: given['max-workers'] ?? given.maxworkers ?? 1, target, online, withLocalDisks }
          return onAll(vms, guests => migrateGuests(bulkServices(parts), call, { guests, ...options }))
        },
        start(call, { vms, timeout, ...given }) {
          checkBulkAccess(call, vms)
          const options = { workers: workersOf(given), timeout, resume: true }
          return onAll(vms, guests => startGuests(bulkServices(parts), call, { guests, ...options }))
        },
        shutdown(call, { vms, timeout = 180, 'force-stop': forceStop = true, ...given }) {
          checkBulkAccess(call, vms)
          const options = { workers: workersOf(given), timeout, forceStop }
          return onAll(vms, guests => stopGuests(bulkServices(parts), call, { guests, ...options }))
        },
        suspend: (call, { vms, statestorage, 'to-disk': toDisk = false, ...given }) =>
          suspend(call, vms, { ...given, toDisk, stateStorage: statestorage }, true),
      },
    ),
  ]
}

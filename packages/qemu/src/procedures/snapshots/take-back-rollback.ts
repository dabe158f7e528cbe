import type { Author } from '@quorate/cluster'
import type { TaskHandle } from '@quorate/contract'
import { bringDisksBack, guestPath, parseGuestConfig, presentName, readGuestConfig, rollbackLock, type SnapshotDisk } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import type { QemuServices } from '../../services.ts'
import { goOn } from '../../state/standing.ts'
import { startVm } from '../../steps/start-vm.ts'
import { stopVm } from '../stop-vm.ts'
import { forgetPresent } from './forget-present.ts'
import { placeHere } from '../place-here.ts'

export interface BegunRollback {
  readonly vmid: number
  /** The whole config as it was. */
  readonly before: string
  readonly disks: readonly SnapshotDisk[]
  /** When the guest's process began, in clock ticks since boot; undefined: it did not run. */
  readonly ran?: number
}

/**
 * A rollback was cut short. While the config is locked for it everything goes back to where it was; after that it is
 * finished. A guest that ran is started again. When the disks cannot be brought back the lock stays, and what they held
 * is still in them.
 */
export async function takeBackRollback(services: QemuServices, task: TaskHandle, author: Author, begun: BegunRollback): Promise<void> {
  const { vmid, before, disks, ran } = begun
  const place = placeHere(services, vmid)
  const locked = readGuestConfig(services.store, place).config.current.get('lock') === rollbackLock
  const vm = await services.runtime.running(vmid)
  // It was not even stopped yet.
  const untouched = vm !== undefined && vm.startTicks === ran
  if (!locked) {
    if (!untouched) await forgetPresent(services, vmid, disks)
    if (vm && !untouched) await services.runtime.qmp(vmid, client => goOn(client, 'running'))
    return
  }
  try {
    if (vm && !untouched) await stopVm(services, task, vmid)
    if (!untouched) await bringDisksBack(services, disks)
  } catch (error) {
    throw new Failure(
      `VM ${vmid} stays locked: not all of its disks could be brought back; what they held is in their snapshots named '${presentName}'`,
      { cause: error },
    )
  }
  await services.store.update(guestPath(place), author, text =>
    text !== undefined && parseGuestConfig(text).current.get('lock') === rollbackLock ? before : undefined,
  )
  if (ran !== undefined && !untouched) await startVm(services, task, vmid)
}

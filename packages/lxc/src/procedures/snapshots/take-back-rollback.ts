import {
  bringDisksBack,
  guestPath,
  parseGuestConfig,
  presentName,
  readGuestConfig,
  rollbackLock,
  undoAuthor,
  undoTask,
  type SnapshotDisk,
} from '@quorate/guest'
import { Failure } from '@quorate/schema'
import type { UndoAction } from '@quorate/tasks'
import { placeHere } from '../../place-here.ts'
import type { LxcServices } from '../../services.ts'
import { startContainer } from '../../steps/start-container.ts'
import { stopContainer } from '../stop-container.ts'

export interface BegunRollback extends Record<string, unknown> {
  readonly vmid: number
  /** The whole config as it was. */
  readonly before: string
  readonly disks: readonly SnapshotDisk[]
  /** When the container's monitor began, in clock ticks since boot; undefined: it did not run. */
  readonly ran?: number
}

/** A rollback is through: what the volumes held before goes. */
export async function forgetPresent({ storage }: Pick<LxcServices, 'storage'>, disks: readonly SnapshotDisk[]): Promise<void> {
  for (const { volid } of disks) await storage.removeSnapshot(volid, presentName)
}

/**
 * A rollback was cut short. While the config is locked for it everything goes back to where it was; after that it is
 * finished. A container that ran is started again. When the volumes cannot be brought back the lock stays, and what they
 * held is still in them.
 */
export function takeBackRollback(services: LxcServices): UndoAction {
  return async (args, { log }) => {
    const { vmid, before, disks, ran } = args as BegunRollback
    const place = placeHere(services, vmid)
    const container = await services.runtime.running(vmid)
    // It was not even stopped yet.
    const untouched = container !== undefined && container.startTicks === ran
    if (readGuestConfig(services.store, place).config.current.get('lock') !== rollbackLock) {
      if (!untouched) await forgetPresent(services, disks)
      return
    }
    try {
      if (container && !untouched) await stopContainer(services, undoTask(log), vmid)
      if (!untouched) await bringDisksBack(services, disks)
    } catch (error) {
      throw new Failure(
        `CT ${vmid} stays locked: not all of its volumes could be brought back; what they held is in their snapshots named '${presentName}'`,
        { cause: error },
      )
    }
    await services.store.update(guestPath(place), undoAuthor, text =>
      text !== undefined && parseGuestConfig(text).current.get('lock') === rollbackLock ? before : undefined,
    )
    if (ran !== undefined && !untouched) await startContainer(services, undoTask(log), vmid)
  }
}

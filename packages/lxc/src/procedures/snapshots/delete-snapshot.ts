import type { TaskHandle } from '@quorate/contract'
import {
  authorOf,
  changeGuestConfig,
  checkLock,
  deleteLock,
  guestPath,
  markForRemoval,
  readGuestConfig,
  takeOutSnapshot,
} from '@quorate/guest'
import { Failure, failureText } from '@quorate/schema'
import { placeHere } from '../../place-here.ts'
import type { LxcServices } from '../../services.ts'
import { ownMounts } from '../own-mounts.ts'

/** Fails when there is no such snapshot, or other work holds the container locked. A deletion that was cut short may be repeated. */
export function checkDelete(services: LxcServices, vmid: number, name: string): void {
  const { config } = readGuestConfig(services.store, placeHere(services, vmid))
  config.requireSnapshot(name)
  checkLock('CT', config, deleteLock)
}

/**
 * Removes a snapshot: from the volumes, then from the config. Where a part cannot be removed the rest stays in the config,
 * marked, and the deletion can be repeated; with `force` that is a warning.
 */
export async function deleteSnapshot(services: LxcServices, task: TaskHandle, vmid: number, name: string, force: boolean): Promise<void> {
  checkDelete(services, vmid, name)
  const place = placeHere(services, vmid)
  const author = authorOf(task)
  await task.undo('guest.unlock', { path: guestPath(place), lock: deleteLock })
  const config = await changeGuestConfig(services.store, author, place, { lock: deleteLock }, edited => markForRemoval(edited, name))
  for (const { volid } of ownMounts(config.requireSnapshot(name), vmid)) {
    task.signal.throwIfAborted()
    try {
      await services.storage.removeSnapshot(volid, name)
    } catch (error) {
      if (!force) throw new Failure(`snapshot '${name}': that of ${volid} could not be removed`, { cause: error })
      task.warn(`that of ${volid}: ${failureText(error)}`)
    }
  }
  await changeGuestConfig(services.store, author, place, { lock: deleteLock }, edited => takeOutSnapshot(edited, vmid, name))
}

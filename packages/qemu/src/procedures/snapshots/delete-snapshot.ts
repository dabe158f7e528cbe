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
import type { QemuServices } from '../../services.ts'
import { removeFromDisk } from './disk-snapshots.ts'
import { snapshotDisks } from './snapshot-disks.ts'
import { placeHere } from '../place-here.ts'

/** Fails when there is no such snapshot, or other work holds the VM locked. A deletion that was cut short may be repeated. */
export function checkDelete(services: QemuServices, vmid: number, name: string): void {
  const { config } = readGuestConfig(services.store, placeHere(services, vmid))
  config.requireSnapshot(name)
  checkLock('VM', config, deleteLock)
}

/**
 * Removes a snapshot: from the disks, its saved memory, then from the config. Where a part cannot be removed the rest
 * stays in the config, marked, and the deletion can be repeated; with `force` that is a warning.
 */
export async function deleteSnapshot(services: QemuServices, task: TaskHandle, vmid: number, name: string, force: boolean): Promise<void> {
  checkDelete(services, vmid, name)
  const place = placeHere(services, vmid)
  const author = authorOf(task)
  await task.undo('guest.unlock', { path: guestPath(place), lock: deleteLock })
  const config = await changeGuestConfig(services.store, author, place, { lock: deleteLock }, edited => markForRemoval(edited, name))
  const section = config.requireSnapshot(name)
  const running = (await services.runtime.running(vmid)) !== undefined
  const present = new Map(snapshotDisks(services.storage, config.current, false).map(disk => [disk.volid, disk.key]))
  const attempt = async (what: string, work: () => Promise<void>) => {
    try {
      await work()
    } catch (error) {
      if (!force) throw new Failure(`snapshot '${name}': ${what} could not be removed`, { cause: error })
      task.warn(`${what}: ${failureText(error)}`)
    }
  }
  const state = section.get('vmstate')
  for (const { key, volid } of snapshotDisks(services.storage, section, state !== undefined)) {
    task.signal.throwIfAborted()
    const attached = present.get(volid)
    await attempt(`that of ${volid}`, () =>
      removeFromDisk(services, vmid, { key: attached ?? key, volid }, name, running && attached !== undefined),
    )
  }
  if (state !== undefined) await attempt(state, () => services.storage.free(state))
  await changeGuestConfig(services.store, author, place, { lock: deleteLock }, edited => takeOutSnapshot(edited, vmid, name))
}

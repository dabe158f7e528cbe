import type { TaskHandle } from '@quorate/contract'
import { addSnapshot, authorOf, changeGuestConfig, createOnStorage, lockGuest, readGuestConfig } from '@quorate/guest'
import { placeHere } from '../../place-here.ts'
import type { LxcServices } from '../../services.ts'
import { atOneInstant } from '../at-one-instant.ts'
import { foreignMounts, ownMounts } from '../own-mounts.ts'
import { checkSnapshot } from './check-snapshot.ts'
import type { BegunSnapshot } from './take-back-snapshot.ts'

const lock = 'snapshot'

/**
 * Makes a snapshot of a container: its config and its volumes, all of one moment. When it fails anywhere, nothing of it
 * stays and the container runs on.
 */
export async function createSnapshot(
  services: LxcServices,
  task: TaskHandle,
  vmid: number,
  name: string,
  description?: string,
): Promise<void> {
  await services.runtime.settled(vmid, task.signal)
  await checkSnapshot(services, vmid, name)
  const place = placeHere(services, vmid)
  await lockGuest(services, task, place, lock)
  const { config } = readGuestConfig(services.store, place)
  const disks = ownMounts(config.current, vmid)
  for (const { key, file } of foreignMounts(config.current, vmid)) task.log(`${key}: '${file}' is not the container's own and is left out`)
  await task.undo('lxc.take-back-snapshot', { vmid, name, disks } satisfies BegunSnapshot)
  await atOneInstant(services, task, vmid, () => createOnStorage(services, disks, name, task.signal))
  task.signal.throwIfAborted()
  await changeGuestConfig(services.store, authorOf(task), place, { lock }, edited => {
    const time = Math.floor(services.host.now() / 1000)
    addSnapshot(edited, { name, time, ...(description === undefined ? {} : { description }) })
  })
}

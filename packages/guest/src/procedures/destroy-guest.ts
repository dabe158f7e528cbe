import type { TaskHandle } from '@quorate/contract'
import { failureText } from '@quorate/schema'
import { readGuestConfig } from '../change-config.ts'
import { guestPath, type GuestPlace } from '../guest-path.ts'
import type { GuestServices } from '../services.ts'
import { ownVolumes } from '../volumes/own-volumes.ts'
import { authorOf } from './author.ts'

/**
 * Removes a guest that does not run, with its volumes. What cannot be undone comes after everything that could refuse: a
 * base image that other guests' disks depend on stops the work before anything is removed, as long as it is the first
 * volume asked for. What lies on a storage that is not defined any more stays, with a warning. `unreferenced`: also volumes on all storages that bear its id.
 */
export async function destroyGuest(services: GuestServices, task: TaskHandle, place: GuestPlace, unreferenced: boolean): Promise<void> {
  // Base images first: they are the ones that may be refused.
  const isBase = (volid: string) => Number(/[:/]base(?:vol)?-/.test(volid))
  const storages = new Set(services.storage.entries().map(({ id }) => id))
  for (const volid of ownVolumes(readGuestConfig(services.store, place).config, place.vmid).toSorted((a, b) => isBase(b) - isBase(a))) {
    if (!storages.has(volid.split(':', 1)[0] ?? '')) {
      task.warn(`${volid} was not removed: its storage is not defined any more`)
      continue
    }
    await services.storage.free(volid)
    task.log(`removed ${volid}`)
  }
  if (unreferenced) await freeUnreferenced(services, task, place.vmid)
  if (services.pools) await services.pools.forget(place.vmid, task.authid)
  const file = services.store.read(guestPath(place))
  if (file) await services.store.commit([{ op: 'remove', path: file.path }], authorOf(task))
}

async function freeUnreferenced(services: GuestServices, task: TaskHandle, vmid: number): Promise<void> {
  for (const { volid } of await services.storage.ownedBy(vmid)) {
    try {
      await services.storage.free(volid)
      task.log(`removed unreferenced ${volid}`)
    } catch (error) {
      task.warn(`could not remove ${volid}: ${failureText(error)}`)
    }
  }
}

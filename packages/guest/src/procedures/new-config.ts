import type { TaskHandle } from '@quorate/contract'
import { changeGuestConfig, createGuestConfig } from '../change-config.ts'
import { parseGuestConfig } from '../config/guest-config.ts'
import { guestPath, type GuestPlace } from '../guest-path.ts'
import type { GuestServices } from '../services.ts'
import { authorOf } from './author.ts'

type Services = Pick<GuestServices, 'store' | 'guests'>

/** Takes the id of a guest that is being made: its config says so until it is written whole. */
export async function takeId(services: Services, task: TaskHandle, place: GuestPlace, lock: string): Promise<void> {
  services.guests.requireFree(place.vmid)
  await task.undo('guest.remove-config', { path: guestPath(place) })
  await createGuestConfig(services.store, authorOf(task), place, `lock: ${lock}\n`)
}

/** Writes the config of a guest whose id was taken. `lock` is what it was taken with. */
export async function writeNewConfig(
  services: Services,
  task: TaskHandle,
  place: GuestPlace,
  lock: string,
  values: ReadonlyMap<string, string>,
  description?: string,
): Promise<void> {
  // Undone first: volumes that a config names stay.
  await task.undo('guest.remove-config', { path: guestPath(place) })
  await changeGuestConfig(services.store, authorOf(task), place, { lock }, config => {
    const fresh = parseGuestConfig('')
    for (const [key, value] of [...values].toSorted(([a], [b]) => (a < b ? -1 : 1))) fresh.current.set(key, value)
    if (description !== undefined) fresh.current.setDescription(description)
    config.replaceCurrent(fresh.current, () => false)
  })
}

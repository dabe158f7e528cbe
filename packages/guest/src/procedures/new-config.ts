import type { TaskHandle } from '@quorate/contract'
import { changeGuestConfig, createGuestConfig } from '../change-config.ts'
import type { GuestConfig } from '../config/guest-config.ts'
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
  made: GuestConfig,
): Promise<void> {
  // Undone first: volumes that a config names stay.
  await task.undo('guest.remove-config', { path: guestPath(place) })
  await changeGuestConfig(services.store, authorOf(task), place, { lock }, config => config.replaceCurrent(made.current, () => false))
}

import type { TaskHandle } from '@quorate/contract'
import { changeGuestConfig } from '../change-config.ts'
import { guestPath, type GuestPlace } from '../guest-path.ts'
import type { GuestServices } from '../services.ts'
import { authorOf } from './author.ts'

/** Locks a guest for the task; when the task fails the lock goes. Fails when something else holds it locked. */
export async function lockGuest(
  { store }: Pick<GuestServices, 'store'>,
  task: TaskHandle,
  place: GuestPlace,
  lock: string,
): Promise<{ settle(): Promise<void> }> {
  const undo = await task.undo('guest.unlock', { path: guestPath(place), lock })
  await changeGuestConfig(store, authorOf(task), place, {}, config => config.current.set('lock', lock))
  return undo
}

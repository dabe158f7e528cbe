import type { TaskHandle } from '@quorate/contract'
import { changeGuestConfig, guestPath } from '@quorate/guest'
import type { QemuServices } from '../services.ts'
import { authorOf, placeHere } from './author.ts'

/** Locks a VM for the task; when the task fails the lock goes. Fails when something else holds it locked. */
export async function lockVm(services: QemuServices, task: TaskHandle, vmid: number, lock: string): Promise<void> {
  const place = placeHere(services, vmid)
  await task.undo('qemu.unlock', { path: guestPath(place), lock })
  await changeGuestConfig(services.store, authorOf(task), place, {}, config => config.current.set('lock', lock))
}

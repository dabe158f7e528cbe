import type { TaskHandle } from '@quorate/contract'
import { authorOf, changeGuestConfig, type GuestConfig } from '@quorate/guest'
import { failureText } from '@quorate/schema'
import type { QemuServices } from '../services.ts'
import { formKeys, readForm } from './running-form.ts'
import type { SavedRun } from './saved-run.ts'
import { goOn } from './standing.ts'
import { placeHere } from '../procedures/place-here.ts'

/** Lock of a VM whose memory lies on a disk. */
export const suspendedLock = 'suspended'

/** The present config names no saved memory any more. */
function forgetMemory(config: GuestConfig): void {
  if (config.current.get('lock') === suspendedLock) config.current.delete('lock')
  for (const key of ['vmstate', ...formKeys]) config.current.delete(key)
}

async function freeMemory(services: QemuServices, task: Pick<TaskHandle, 'log' | 'warn'>, volid: string): Promise<void> {
  try {
    await services.storage.free(volid)
  } catch (error) {
    task.warn(`the saved memory ${volid} is of no further use and could not be removed: ${failureText(error)}`)
  }
}

/**
 * How a VM that was suspended to disk goes on; undefined: it was not. Its memory fits its disks only until it runs:
 * the config lets go of it first.
 */
export async function hibernatedRun(
  services: QemuServices,
  task: TaskHandle,
  vmid: number,
  config: GuestConfig,
): Promise<SavedRun | undefined> {
  const volid = config.current.get('vmstate')
  if (volid === undefined || config.current.get('lock') !== suspendedLock) return undefined
  const begun = await task.undo('qemu.take-back-resume', { vmid, state: volid })
  return {
    volid,
    form: readForm(config.current),
    advice: `it stays suspended and can be resumed again; to give up what was in its memory, run 'qm unlock ${vmid}' and start it`,
    async loaded() {
      await changeGuestConfig(services.store, authorOf(task), placeHere(services, vmid), { lock: suspendedLock }, forgetMemory)
      await services.runtime.qmp(vmid, client => goOn(client, 'running'))
      await freeMemory(services, task, volid)
      await begun.settle()
    },
  }
}

/** Removes saved memory that nobody will go on from: of a VM that was unlocked by hand. */
export async function discardMemory(services: QemuServices, task: TaskHandle, vmid: number, config: GuestConfig): Promise<void> {
  const volid = config.current.get('vmstate')
  if (volid === undefined) return
  task.warn(`VM ${vmid} was unlocked: its saved memory ${volid} is thrown away, and it boots`)
  await changeGuestConfig(services.store, authorOf(task), placeHere(services, vmid), { skipLock: true }, forgetMemory)
  await freeMemory(services, task, volid)
}

import { readGuestConfig } from '@quorate/guest'
import type { TaskHandle } from '@quorate/contract'
import { stopVm } from '../procedures/stop-vm.ts'
import type { QemuServices } from '../services.ts'
import { goOn } from './standing.ts'
import { placeHere } from '../procedures/place-here.ts'

/**
 * A resume from disk was cut short. As long as the config names the saved memory the guest has not run: it ends, and
 * stays suspended. After that it goes on, and the saved memory goes.
 */
export async function takeBackResume(services: QemuServices, task: TaskHandle, vmid: number, state: string): Promise<void> {
  const running = (await services.runtime.running(vmid)) !== undefined
  if (readGuestConfig(services.store, placeHere(services, vmid)).config.current.get('vmstate') === state) {
    if (running) await stopVm(services, task, vmid)
    return
  }
  if (running) await services.runtime.qmp(vmid, client => goOn(client, 'running'))
  await services.storage.free(state)
}

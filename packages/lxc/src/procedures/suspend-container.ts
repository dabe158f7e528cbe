import type { TaskHandle } from '@quorate/contract'
import { freeze } from '../runtime/freeze-container.ts'
import { publishContainer } from '../runtime/publish-container.ts'
import type { LxcServices } from '../services.ts'

/** Lets the processes of a running container stand still, or go on. No error when they do already. */
export async function freezeContainer(services: LxcServices, task: TaskHandle, vmid: number, frozen: boolean): Promise<void> {
  const container = await services.runtime.require(vmid)
  await freeze(services.host, vmid, frozen)
  publishContainer(services, vmid, container, frozen ? 'paused' : 'running')
  task.log(`CT ${vmid} is ${frozen ? 'suspended' : 'running'}`)
}

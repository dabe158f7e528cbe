import type { TaskHandle } from '@quorate/contract'
import { failureText } from '@quorate/schema'
import { freezeGuest, thawGuest } from '../runtime/freeze-guest.ts'
import { withAgent } from '../runtime/guest-agent.ts'
import type { QemuServices } from '../services.ts'
import type { VmConfig } from '../plan/vm-config.ts'

async function freeze(services: QemuServices, task: TaskHandle, vmid: number): Promise<void> {
  const frozen = await freezeGuest(services, vmid)
  task.log(`the file systems of the guest are frozen (${frozen})`)
}

/** undefined: it answers; else why not */
async function silence(services: QemuServices, vmid: number): Promise<string | undefined> {
  return await withAgent(services, vmid, async () => undefined).catch(failureText)
}

/**
 * Does work on the disks while the guest's own file systems are at rest, where the agent in it answers and `agent` does
 * not say `freeze-fs=0`. Whatever happens they go on afterwards. A guest that cannot be frozen is warned of and not waited for.
 */
export async function withGuestFrozen(
  services: QemuServices,
  task: TaskHandle,
  vmid: number,
  config: VmConfig,
  work: () => Promise<void>,
): Promise<void> {
  const vm = await services.runtime.require(vmid)
  if (!vm.record.sockets.agent || config.agent?.['freeze-fs'] === false) return await work()
  const silent = await silence(services, vmid)
  if (silent !== undefined) {
    task.log(`the guest agent does not answer: the file systems of the guest are not frozen (${silent})`)
    return await work()
  }
  const thaw = await task.undo('qemu.thaw', { vmid })
  try {
    try {
      await freeze(services, task, vmid)
    } catch (error) {
      task.warn(`the file systems of the guest were not frozen: ${failureText(error)}`)
    }
    await work()
  } finally {
    try {
      await thawGuest(services, vmid)
      await thaw.settle()
    } catch (error) {
      task.warn(`the file systems of the guest may still be frozen: ${failureText(error)}`)
    }
  }
}

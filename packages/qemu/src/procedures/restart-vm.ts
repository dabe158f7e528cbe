import type { TaskHandle } from '@quorate/contract'
import { Failure } from '@quorate/schema'
import type { QemuServices } from '../services.ts'
import { loadVm, planSection } from '../steps/load-vm.ts'
import { startVm } from '../steps/start-vm.ts'
import { applyVmChanges } from './edit-config.ts'
import { shutDownVm, type ShutdownRequest } from './stop-vm.ts'

/**
 * Refuses what the next start would refuse, as long as the guest runs. A hook script may provide what is missing now, and
 * devices of the host are only free when the guest has ended: such a guest is not judged beforehand.
 */
async function checkNextStart(services: QemuServices, vmid: number): Promise<void> {
  const { config } = loadVm(services, vmid)
  applyVmChanges(config, vmid)
  const keys = [...config.current.values.keys()]
  if (keys.some(key => key === 'hookscript' || /^hostpci\d+$/.test(key))) return
  try {
    await planSection(services, vmid, config.current)
  } catch (error) {
    throw new Failure(`VM ${vmid} is not rebooted, since it would not start again`, { cause: error })
  }
}

/** Shuts a VM down and starts it again, with its pending changes. When this is cut short in between, the guest comes up again. */
export async function restartVm(services: QemuServices, task: TaskHandle, vmid: number, request: ShutdownRequest): Promise<void> {
  await checkNextStart(services, vmid)
  const again = await task.undo('qemu.start-again', { vmid })
  await shutDownVm(services, task, vmid, request)
  await startVm(services, task, vmid)
  await again.settle()
}

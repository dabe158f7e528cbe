import type { TaskHandle } from '@quorate/contract'
import type { QemuServices } from '../services.ts'
import { startVm } from '../steps/start-vm.ts'
import { shutDownVm, type ShutdownRequest } from './stop-vm.ts'

/** Shuts a VM down and starts it again, with its pending changes. When this is cut short in between, the guest comes up again. */
export async function restartVm(services: QemuServices, task: TaskHandle, vmid: number, request: ShutdownRequest): Promise<void> {
  const again = await task.undo('qemu.start-again', { vmid })
  await shutDownVm(services, task, vmid, request)
  await startVm(services, task, vmid)
  await again.settle()
}

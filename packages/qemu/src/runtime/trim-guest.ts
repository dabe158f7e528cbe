import type { TaskHandle } from '@quorate/contract'
import { failureText } from '@quorate/schema'
import type { QemuServices } from '../services.ts'
import { withAgent } from './guest-agent.ts'

/** milliseconds; a guest trims as fast as its disks discard */
const trimMs = 600_000

/**
 * Lets a running guest discard what its file systems do not use, after a disk of it became another one: the copy holds
 * what had been discarded before as zeroes. Only warns when the guest cannot.
 */
export async function trimGuest(services: Pick<QemuServices, 'runtime'>, task: TaskHandle, vmid: number): Promise<void> {
  if (!(await services.runtime.running(vmid))) return
  try {
    await withAgent(services, vmid, agent => agent.execute('guest-fstrim', {}, { timeoutMs: trimMs }))
    task.log('the guest has trimmed its file systems')
  } catch (error) {
    task.warn(`the guest did not trim its file systems: ${failureText(error)}`)
  }
}

import type { GuestPower } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import type { QemuServices } from '../services.ts'

const answerMs = 2000

/** How virtual machines take part in work on many guests. */
export function qemuPower({ runtime }: Pick<QemuServices, 'runtime'>): GuestPower {
  return {
    kind: 'qemu',
    async state(vmid) {
      if (!(await runtime.running(vmid))) return undefined
      try {
        const { status } = await runtime.qmp(vmid, client => client.execute('query-status'), { timeoutMs: answerMs })
        return status === 'paused' || status === 'suspended' ? 'paused' : 'running'
      } catch (error) {
        // It ended just now, or is too busy to answer.
        if (!(error instanceof Failure)) throw error
        return (await runtime.running(vmid)) ? 'running' : undefined
      }
    },
  }
}

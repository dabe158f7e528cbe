import type { TaskHandle } from '@quorate/contract'
import { Failure } from '@quorate/schema'
import { hookscriptOf, runHook, tryHook } from '../runtime/guest-hooks.ts'
import type { EndReport } from '../runtime/guest-runtime.ts'
import type { QemuServices } from '../services.ts'

/** The same task for work that goes on after its abort. */
function unstoppable(task: TaskHandle): EndReport {
  return { log: line => task.log(line), warn: line => task.warn(line), signal: new AbortController().signal }
}

/**
 * Runs a start between the guest's hooks. `pre-start` comes before anything is looked at, so that a script may provide
 * what the guest needs; when it fails the guest is not started. A start that fails after it is told as `post-stop`.
 */
export async function withStartHooks(services: QemuServices, task: TaskHandle, vmid: number, start: () => Promise<void>): Promise<void> {
  if (hookscriptOf(services, vmid) === undefined) return await start()
  const broken = await task.undo('qemu.post-stop', { vmid })
  try {
    await runHook(services, vmid, 'pre-start', task)
  } catch (error) {
    if (!task.signal.aborted) await broken.settle()
    throw new Failure('start failed', { cause: error })
  }
  try {
    await start()
  } catch (error) {
    await tryHook(services, vmid, 'post-stop', unstoppable(task))
    await broken.settle()
    throw error
  }
  await broken.settle()
  await tryHook(services, vmid, 'post-start', task)
}

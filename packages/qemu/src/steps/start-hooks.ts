import { type EndReport, hookscriptOf, runHook, tryHook } from '@quorate/guest'
import type { TaskHandle } from '@quorate/contract'
import { Failure } from '@quorate/schema'
import type { QemuServices } from '../services.ts'
import { placeHere } from '../procedures/place-here.ts'

/** The same task for work that goes on after its abort. */
function unstoppable(task: TaskHandle): EndReport {
  return { log: line => task.log(line), warn: line => task.warn(line), signal: new AbortController().signal }
}

/**
 * Runs a start between the guest's hooks. `pre-start` comes before anything is looked at, so that a script may provide
 * what the guest needs; when it fails the guest is not started. A start that fails after it is told as `post-stop`.
 */
export async function withStartHooks(services: QemuServices, task: TaskHandle, vmid: number, start: () => Promise<void>): Promise<void> {
  if (hookscriptOf(services, placeHere(services, vmid)) === undefined) return await start()
  const broken = await task.undo('qemu.post-stop', { vmid })
  try {
    await runHook(services, placeHere(services, vmid), 'pre-start', task)
  } catch (error) {
    if (!task.signal.aborted) await broken.settle()
    throw new Failure('start failed', { cause: error })
  }
  try {
    await start()
  } catch (error) {
    await tryHook(services, placeHere(services, vmid), 'post-stop', unstoppable(task))
    await broken.settle()
    throw error
  }
  await broken.settle()
  await tryHook(services, placeHere(services, vmid), 'post-start', task)
}

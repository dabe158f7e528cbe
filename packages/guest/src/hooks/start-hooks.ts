import type { TaskHandle } from '@quorate/contract'
import { Failure } from '@quorate/schema'
import type { EndReport } from '../guest-ends.ts'
import type { GuestPlace } from '../guest-path.ts'
import { hookscriptOf, runHook, tryHook, type GuestHookServices } from './guest-hooks.ts'

/** The same task for work that goes on after its abort. */
function unstoppable(task: TaskHandle): EndReport {
  return { log: line => task.log(line), warn: line => task.warn(line), signal: new AbortController().signal }
}

/**
 * Runs a start between the guest's hooks. `pre-start` comes before anything is looked at, so that a script may provide
 * what the guest needs; when it fails the guest is not started. A start that fails after it is told as `post-stop`; so is
 * one that is cut off, by the undo `qemu.post-stop` or `lxc.post-stop`.
 */
export async function withStartHooks(
  services: GuestHookServices,
  task: TaskHandle,
  place: GuestPlace,
  start: () => Promise<void>,
): Promise<void> {
  if (hookscriptOf(services, place) === undefined) return await start()
  const broken = await task.undo(`${place.kind}.post-stop`, { vmid: place.vmid })
  try {
    await runHook(services, place, 'pre-start', task)
  } catch (error) {
    if (!task.signal.aborted) await broken.settle()
    throw new Failure('start failed', { cause: error })
  }
  try {
    await start()
  } catch (error) {
    await tryHook(services, place, 'post-stop', unstoppable(task))
    await broken.settle()
    throw error
  }
  await broken.settle()
  await tryHook(services, place, 'post-start', task)
}

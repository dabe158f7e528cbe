import { join } from 'node:path'
import type { TaskHandle } from '@quorate/contract'
import { Failure } from '@quorate/schema'
import { hookscriptPath, type HookServices } from './hookscript-path.ts'

/** When a hook script is run: around the start of a guest and around its end. */
export type HookPhase = 'pre-start' | 'post-start' | 'pre-stop' | 'post-stop'

/** Our own command line tools, for scripts that call `qm`. */
const tools = join(import.meta.dirname, '../../../../bin')

/**
 * Runs a guest's hook script with `<vmid> <phase>` and waits for its end, however long it takes; the abort of the task
 * ends it. What it prints goes to the task's log. Fails with `hookscript error for 100 on pre-start` and the reason.
 */
export async function runHookscript(
  services: HookServices,
  volid: string,
  vmid: number,
  phase: HookPhase,
  task: Pick<TaskHandle, 'log' | 'signal'>,
): Promise<void> {
  const { host } = services
  try {
    const path = await hookscriptPath(services, volid)
    await host.exec(path, [String(vmid), phase], {
      onLine: line => task.log(line),
      signal: task.signal,
      env: { QUORATE_ROOT: host.root.path, PATH: `${tools}:${process.env.PATH ?? '/usr/sbin:/usr/bin:/sbin:/bin'}` },
    })
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    throw new Failure(`hookscript error for ${vmid} on ${phase}`, { cause: error })
  }
}

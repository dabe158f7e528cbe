import { Failure } from '@quorate/schema'
import type { Step } from '@quorate/tasks'
import { removeGroups } from '../runtime/container-groups.ts'
import { lxcPath } from '../runtime/lxc-paths.ts'
import { logFile, pidFile } from '../runtime/run-record.ts'
import { endMonitor, findRunning } from '../runtime/running-container.ts'
import type { LxcServices } from '../services.ts'
import { reasonOf } from './lxc-log.ts'
import type { StartContext } from './start-context.ts'

const startMs = 120_000

/** LXC leaves groups when a start fails. */
async function end({ host }: Pick<LxcServices, 'host'>, vmid: number): Promise<void> {
  await endMonitor(host, vmid)
  await removeGroups(host, vmid)
}

async function tell({ services: { host }, vmid, task }: StartContext): Promise<string | undefined> {
  const log = (await host.files.readIfThere(logFile(host.root, vmid))) ?? ''
  for (const line of log.trimEnd().split('\n').slice(-20)) if (line) task.log(line)
  return reasonOf(log)
}

export const runLxc: Step<StartContext> = {
  name: 'run LXC',
  async run(context) {
    const { services, plan, task, vmid } = context
    const { host } = services
    const { root } = host
    try {
      await host.files.remove(logFile(root, vmid))
      const options = ['-P', lxcPath(root), '-p', pidFile(root, vmid), '-o', logFile(root, vmid), '-l', plan.logLevel]
      await host.exec('lxc-start', ['-d', '-q', '-n', String(vmid), ...options], { timeoutMs: startMs, signal: task.signal })
      const container = await findRunning(host, vmid)
      if (!container) throw new Failure('its first program ended at once')
      context.container = container
    } catch (error) {
      await end(services, vmid)
      const reason = await tell(context)
      throw new Failure(
        `start failed: CT ${vmid} did not start${reason === undefined ? '' : `: ${reason}`}`,
        reason === undefined ? { cause: error } : {},
      )
    }
    return () => end(services, vmid)
  },
}

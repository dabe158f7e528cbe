import { type EndReport, tryHook } from '@quorate/guest'
import type { TaskHandle } from '@quorate/contract'
import { Failure, failureText } from '@quorate/schema'
import { placeHere } from '../place-here.ts'
import { cleanUpRun } from '../runtime/clean-up-run.ts'
import { freeze, stateOf } from '../runtime/freeze-container.ts'
import { lxcPath } from '../runtime/lxc-paths.ts'
import { rebootNote } from '../runtime/run-record.ts'
import type { RunningContainer } from '../runtime/running-container.ts'
import type { LxcServices } from '../services.ts'

type PowerServices = Pick<LxcServices, 'host' | 'runtime' | 'storage' | 'store'>

const killMs = 60_000
const monitorMs = 10_000
const usualTimeoutSeconds = 60

/** Waits until the container has ended and what its run left is gone. False: it still runs. */
async function gone(services: PowerServices, container: RunningContainer, timeoutMs: number, task: EndReport): Promise<boolean> {
  const { vmid, monitorPid } = container
  if (!(await services.host.processes.ended(monitorPid, { timeoutMs, signal: task.signal }))) {
    task.signal.throwIfAborted()
    return false
  }
  if (services.runtime.watched(vmid)) await services.runtime.gone(vmid)
  else await cleanUpRun(services, vmid, task)
  return true
}

/** One that is about to start again by itself does not. */
async function forgetReboot({ host }: PowerServices, vmid: number): Promise<void> {
  await host.files.remove(rebootNote(host.root, vmid))
}

/** Ends a container at once. No error when it does not run. */
export async function stopContainer(services: PowerServices, task: TaskHandle, vmid: number): Promise<void> {
  if (await services.runtime.running(vmid)) await tryHook(services, placeHere(services, vmid), 'pre-stop', task)
  await kill(services, task, vmid)
}

async function kill(services: PowerServices, task: TaskHandle, vmid: number): Promise<void> {
  const container = await services.runtime.running(vmid)
  if (!container) {
    await forgetReboot(services, vmid)
    await services.runtime.gone(vmid)
    return task.log(`CT ${vmid} is not running`)
  }
  using _report = services.runtime.ends.reportTo(vmid, task)
  const { host } = services
  const { processes } = host
  // With its first program the kernel ends all others. What is frozen ends when it is not any more.
  const frozen = stateOf(host, container) === 'paused'
  processes.kill(container.initPid, 'KILL')
  if (frozen) await thaw(services, task, vmid)
  if (await gone(services, container, killMs, task)) return await forgetReboot(services, vmid)
  task.log("the container's processes do not end - killing LXC's monitor")
  processes.kill(container.monitorPid, 'KILL')
  if (!(await gone(services, container, monitorMs, task)))
    throw new Failure(`CT ${vmid}: its processes cannot be killed - they wait for a device or a network file system`)
  await forgetReboot(services, vmid)
}

/** It may have ended before. */
async function thaw({ host }: PowerServices, task: TaskHandle, vmid: number): Promise<void> {
  try {
    await freeze(host, vmid, false)
  } catch (error) {
    task.log(`let it go on: ${failureText(error)}`)
  }
}

export interface ShutdownRequest {
  /** seconds */
  readonly timeout?: number
  /** Kill it when the time is over. */
  readonly forceStop?: boolean
}

/** LXC sends the signal that the container's init listens to. */
async function ask({ host }: PowerServices, container: RunningContainer): Promise<void> {
  const { vmid } = container
  if (stateOf(host, container) === 'paused') await freeze(host, vmid, false)
  await host.exec('lxc-stop', ['-P', lxcPath(host.root), '-n', String(vmid), '--nokill', '--nowait'], { timeoutMs: 10_000 })
}

/** Asks a container to shut down and waits for it. No error when it does not run. */
export async function shutDownContainer(services: PowerServices, task: TaskHandle, vmid: number, request: ShutdownRequest): Promise<void> {
  const container = await services.runtime.running(vmid)
  if (!container) {
    await forgetReboot(services, vmid)
    await services.runtime.gone(vmid, task.signal)
    return task.log(`CT ${vmid} is not running`)
  }
  await tryHook(services, placeHere(services, vmid), 'pre-stop', task)
  using _report = services.runtime.ends.reportTo(vmid, task)
  try {
    await ask(services, container)
  } catch (error) {
    if (await services.runtime.running(vmid)) throw new Failure(`CT ${vmid} could not be asked to shut down`, { cause: error })
    task.log(`asked it to shut down: ${failureText(error)}`)
  }
  if (await gone(services, container, (request.timeout ?? usualTimeoutSeconds) * 1000, task)) return await forgetReboot(services, vmid)
  if (!request.forceStop) throw new Failure(`CT ${vmid} shutdown failed - got timeout`)
  task.log('the container did not shut down in time - stopping it')
  await kill(services, task, vmid)
}

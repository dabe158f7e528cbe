import { type EndReport, tryHook } from '@quorate/guest'
import type { TaskHandle } from '@quorate/contract'
import { Failure, failureText } from '@quorate/schema'
import { cleanUpRun } from '../runtime/clean-up-run.ts'
import { withAgent } from '../runtime/guest-agent.ts'
import type { RunningVm } from '../runtime/running-vm.ts'
import type { QemuServices } from '../services.ts'
import { placeHere } from './place-here.ts'

type PowerServices = Pick<QemuServices, 'host' | 'runtime' | 'storage' | 'store'>

const quitMs = 60_000
const termMs = 5000
/** A guest that still boots does not notice its power button. */
const pressAgainMs = 10_000

/** Waits until the process has ended and what its run left is gone. False: it still runs. */
async function gone(services: PowerServices, vm: RunningVm, timeoutMs: number, task: EndReport): Promise<boolean> {
  if (!(await services.host.processes.ended(vm.pid, { timeoutMs, signal: task.signal }))) {
    task.signal.throwIfAborted()
    return false
  }
  if (services.runtime.watched(vm.vmid)) await services.runtime.gone(vm.vmid)
  else await cleanUpRun(services, vm.vmid, task)
  return true
}

/** Ends a VM at once, as if its power was cut. No error when it does not run. */
export async function stopVm(services: PowerServices, task: TaskHandle, vmid: number, timeoutSeconds?: number): Promise<void> {
  if (await services.runtime.running(vmid)) await tryHook(services, placeHere(services, vmid), 'pre-stop', task)
  await cutPower(services, task, vmid, timeoutSeconds)
}

async function cutPower(services: PowerServices, task: TaskHandle, vmid: number, timeoutSeconds?: number): Promise<void> {
  const vm = await services.runtime.running(vmid)
  if (!vm) {
    await services.runtime.gone(vmid)
    return task.log(`VM ${vmid} is not running`)
  }
  using _report = services.runtime.ends.reportTo(vmid, task)
  try {
    await services.runtime.qmp(vmid, client => client.execute('quit'))
  } catch (error) {
    // QEMU may close the connection before its answer is through; whether it ended is seen below.
    task.log(`asked QEMU to quit: ${failureText(error)}`)
  }
  if (await gone(services, vm, timeoutSeconds === undefined ? quitMs : timeoutSeconds * 1000, task)) return
  task.log('QEMU did not quit in time - terminating it')
  services.host.processes.kill(vm.pid, 'TERM')
  if (await gone(services, vm, termMs, task)) return
  task.log('QEMU did not terminate in time - killing it')
  services.host.processes.kill(vm.pid, 'KILL')
  if (!(await gone(services, vm, termMs, task))) throw new Failure(`VM ${vmid}: process ${vm.pid} cannot be killed - it waits for a device`)
}

export interface ShutdownRequest {
  /** seconds */
  readonly timeout?: number
  /** Cut the power when the time is over. */
  readonly forceStop?: boolean
  /** Ask through the guest agent instead of the ACPI button. */
  readonly agent?: boolean
}

async function ask(services: PowerServices, task: TaskHandle, vm: RunningVm, byAgent: boolean): Promise<void> {
  const { vmid } = vm
  const status = await services.runtime.qmp(vmid, client => client.execute('query-status'))
  // A paused guest cannot react.
  if (status.status === 'paused') await services.runtime.qmp(vmid, client => client.execute('cont'))
  if (byAgent && vm.record.sockets.agent) {
    try {
      return await withAgent(services, vmid, async agent => {
        // Succeeds without an answer.
        await agent.execute('guest-shutdown', {}, { timeoutMs: 3000 }).catch(error => task.log(`guest agent: ${failureText(error)}`))
      })
    } catch (error) {
      task.log(`guest agent does not answer (${failureText(error)}) - pressing the power button`)
    }
  }
  await services.runtime.qmp(vmid, client => client.execute('system_powerdown'))
}

/** The guest may have ended in between. */
async function pressAgain(services: PowerServices, vmid: number): Promise<void> {
  try {
    await services.runtime.qmp(vmid, client => client.execute('system_powerdown'))
  } catch (error) {
    if (await services.runtime.running(vmid)) throw error
  }
}

/** Asks the guest to shut down and waits for it. No error when it does not run. */
export async function shutDownVm(services: PowerServices, task: TaskHandle, vmid: number, request: ShutdownRequest): Promise<void> {
  const vm = await services.runtime.running(vmid)
  if (!vm) return task.log(`VM ${vmid} is not running`)
  const timeoutMs = (request.timeout ?? 60) * 1000
  await tryHook(services, placeHere(services, vmid), 'pre-stop', task)
  using _report = services.runtime.ends.reportTo(vmid, task)
  try {
    await ask(services, task, vm, request.agent ?? false)
  } catch (error) {
    if (await services.runtime.running(vmid)) throw error
  }
  for (let leftMs = timeoutMs; leftMs > 0; leftMs -= pressAgainMs) {
    if (await gone(services, vm, Math.min(leftMs, pressAgainMs), task)) return
    if (leftMs > pressAgainMs && !request.agent) await pressAgain(services, vmid)
  }
  if (!request.forceStop) throw new Failure(`VM quit/powerdown failed - got timeout`)
  task.log('the guest did not shut down in time - stopping it')
  await cutPower(services, task, vmid)
}

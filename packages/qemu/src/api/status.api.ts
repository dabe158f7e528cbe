import { implement, type Call, type Implementation } from '@quorate/contract'
import { qemuStatus } from '@quorate/contract/qemu/status'
import { checkLock, readGuestConfig, type GuestConfig } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import type { GuestDetails, GuestMetrics } from '../metrics/guest-metrics.ts'
import { checkHibernate, hibernateVm } from '../procedures/hibernate-vm.ts'
import { shutDownVm, stopVm } from '../procedures/stop-vm.ts'
import { restartVm } from '../procedures/restart-vm.ts'
import { agentListens } from '../runtime/guest-agent.ts'
import type { CpuShare } from '../runtime/cpu-share.ts'
import type { RunningVm } from '../runtime/running-vm.ts'
import type { QemuServices } from '../services.ts'
import { suspendedLock } from '../state/hibernated-run.ts'
import { chooseStateStorage } from '../state/state-volume.ts'
import { startVm } from '../steps/start-vm.ts'
import { agentEnabled } from './agent-enabled.ts'
import { vmRow } from './vm-row.ts'
import { placeHere } from '../procedures/place-here.ts'

/** Refuses work on a VM that is not here or is locked, but for the lock `allowed`. */
function usable(services: QemuServices, vmid: number, skipLock = false, allowed?: string): GuestConfig {
  const { config } = readGuestConfig(services.store, placeHere(services, vmid))
  if (!skipLock) checkLock('VM', config, allowed)
  return config
}

/** Whoever asks how a VM is does not wait longer for a QEMU that hangs. */
const patience = { timeoutMs: 2000 }

async function liveState(services: QemuServices, vm: RunningVm): Promise<string> {
  try {
    return (await services.runtime.qmp(vm.vmid, client => client.execute('query-status'), patience)).status
  } catch (error) {
    // It ended just now, or is too busy to answer: what it was a moment ago is the best that can be said.
    if (!(error instanceof Failure)) throw error
    return (await services.runtime.running(vm.vmid)) ? 'running' : 'stopped'
  }
}

async function agentState(services: QemuServices, { vmid, record }: RunningVm): Promise<{ 'agent-listens': boolean } | undefined> {
  if (!record.sockets.agent) return undefined
  try {
    return { 'agent-listens': await agentListens(services, vmid, patience) }
  } catch (error) {
    // It ended just now, or hangs: nobody can be talked to.
    if (!(error instanceof Failure)) throw error
    return { 'agent-listens': false }
  }
}

async function current(services: QemuServices, vmid: number, share: CpuShare): Promise<Record<string, unknown>> {
  const guest = services.guests.require(services.host.root.node, 'qemu', vmid)
  const { config } = readGuestConfig(services.store, placeHere(services, vmid))
  const vm = await services.runtime.running(vmid)
  const { clipboard } = /(?:^|,)clipboard=(?<clipboard>\w+)/.exec(config.current.get('vga') ?? '')?.groups ?? {}
  const row = {
    ...vmRow(services, guest, vm, share),
    ha: { managed: 0 },
    ...(agentEnabled(config.current) ? { agent: true } : {}),
    ...(/(?:^|,)(?:type=)?qxl/.test(config.current.get('vga') ?? '') ? { spice: true } : {}),
    ...([...config.current.values.keys()].some(key => /^serial\d$/.test(key)) ? { serial: true } : {}),
    ...(clipboard ? { clipboard } : {}),
  }
  if (!vm) return row
  const measured = services.hub.values('metrics').get(String(vmid))
  const isOfThisRun = (measured?.data as GuestMetrics | undefined)?.pid === vm.pid
  const { nics, ballooninfo, blockstat } = (isOfThisRun ? (measured?.here as GuestDetails | undefined) : undefined) ?? {}
  const [qmpstatus, agent] = await Promise.all([liveState(services, vm), agentState(services, vm)])
  return {
    ...row,
    qmpstatus,
    ...agent,
    ...(nics ? { nics } : {}),
    ...(ballooninfo ? { ballooninfo, balloon: ballooninfo['actual'] } : {}),
    ...(blockstat ? { blockstat } : {}),
  }
}

function checkRoot(call: Call, given: unknown, what: string): void {
  if (given !== undefined && !call.caller.root) throw new Failure(`only root may set ${what}`, { status: 403 })
}

/** Power: start, stop and what lies between. Tasks; refusals come before the UPID, except that a running VM cannot be started. */
export function qemuStatusApi(services: QemuServices, share: CpuShare): Implementation[] {
  return implement(qemuStatus, {
    current: (_call, { vmid }) => current(services, vmid, share),
    start(call, { vmid, timeout, skiplock, machine, stateuri, migratedfrom, 'force-cpu': cpu }) {
      usable(services, vmid, skiplock, suspendedLock)
      checkRoot(call, machine ?? cpu, 'machine and force-cpu')
      if (stateuri !== undefined || migratedfrom !== undefined) {
        throw new Failure(`starting VM ${vmid} to receive a migration is not implemented`, { status: 501 })
      }
      return task =>
        startVm(services, task, vmid, {
          ...(timeout === undefined ? {} : { timeout }),
          ...(skiplock ? { skipLock: true } : {}),
          ...(machine?.type ? { machine: machine.type } : {}),
          ...(cpu ? { cpu } : {}),
        })
    },
    stop(call, { vmid, timeout, skiplock, 'overrule-shutdown': overrule }) {
      usable(services, vmid, skiplock)
      if (overrule) services.abortShutdowns?.(vmid, call.caller.authid)
      return task => stopVm(services, task, vmid, timeout)
    },
    shutdown(_call, { vmid, timeout, forceStop, skiplock }) {
      const config = usable(services, vmid, skiplock)
      return task =>
        shutDownVm(services, task, vmid, {
          ...(timeout === undefined ? {} : { timeout }),
          ...(forceStop ? { forceStop: true } : {}),
          agent: agentEnabled(config.current),
        })
    },
    async reboot(_call, { vmid, timeout }) {
      const config = usable(services, vmid)
      await services.runtime.require(vmid)
      return task => restartVm(services, task, vmid, { ...(timeout === undefined ? {} : { timeout }), agent: agentEnabled(config.current) })
    },
    async reset(_call, { vmid, skiplock }) {
      usable(services, vmid, skiplock)
      await services.runtime.require(vmid)
      return async () => void (await services.runtime.qmp(vmid, client => client.execute('system_reset')))
    },
    async suspend(call, { vmid, skiplock, todisk, statestorage }) {
      const config = usable(services, vmid, skiplock)
      await services.runtime.require(vmid)
      if (todisk) {
        call.authorize(`/vms/${vmid}`, 'VM.Config.Disk')
        call.authorize(`/storage/${chooseStateStorage(services, config.current, statestorage)}`, 'Datastore.AllocateSpace')
        await checkHibernate(services, vmid, statestorage)
        return task => hibernateVm(services, task, vmid, statestorage)
      }
      return async () => void (await services.runtime.qmp(vmid, client => client.execute('stop')))
    },
    async resume(_call, { vmid, skiplock }) {
      const config = usable(services, vmid, skiplock, suspendedLock)
      if (config.current.get('lock') === suspendedLock) return task => startVm(services, task, vmid)
      await services.runtime.require(vmid)
      return async task => {
        await services.runtime.qmp(vmid, async client => {
          const { status } = await client.execute('query-status')
          await client.execute(status === 'suspended' ? 'system_wakeup' : 'cont')
          task.log(`VM ${vmid} was ${status}`)
        })
      }
    },
  })
}

import { implement, type Implementation } from '@quorate/contract'
import { lxcStatus } from '@quorate/contract/lxc/status'
import { checkLock, readGuestConfig } from '@quorate/guest'
import { placeHere } from '../place-here.ts'
import { restartContainer } from '../procedures/restart-container.ts'
import { shutDownContainer, stopContainer } from '../procedures/stop-container.ts'
import { freezeContainer } from '../procedures/suspend-container.ts'
import type { CpuShare } from '../runtime/cpu-share.ts'
import type { LxcServices } from '../services.ts'
import { startContainer } from '../steps/start-container.ts'
import { containerRow } from './container-row.ts'

/** Refuses work on a container that is not here or is locked. */
function checkUsable(services: LxcServices, vmid: number, skipLock = false): void {
  const { config } = readGuestConfig(services.store, placeHere(services, vmid))
  if (!skipLock) checkLock('CT', config)
}

/** Power: start, stop and what lies between. Tasks; refusals come before the UPID, except that a running container cannot be started. */
export function lxcStatusApi(services: LxcServices, share: CpuShare): Implementation[] {
  return implement(lxcStatus, {
    async current(_call, { vmid }) {
      const guest = services.guests.require(services.host.root.node, 'lxc', vmid)
      return { ...(await containerRow(services, guest, await services.runtime.running(vmid), share)), ha: { managed: 0 } }
    },
    start(_call, { vmid, skiplock, debug }) {
      checkUsable(services, vmid, skiplock)
      return task => startContainer(services, task, vmid, { ...(skiplock ? { skipLock: true } : {}), ...(debug ? { debug: true } : {}) })
    },
    stop(call, { vmid, skiplock, 'overrule-shutdown': overrule }) {
      checkUsable(services, vmid, skiplock)
      if (overrule) services.abortShutdowns?.(vmid, call.caller.authid)
      return task => stopContainer(services, task, vmid)
    },
    shutdown(_call, { vmid, timeout, forceStop }) {
      checkUsable(services, vmid)
      const request = { ...(timeout === undefined ? {} : { timeout }), ...(forceStop ? { forceStop: true } : {}) }
      return task => shutDownContainer(services, task, vmid, request)
    },
    async reboot(_call, { vmid, timeout }) {
      checkUsable(services, vmid)
      await services.runtime.require(vmid)
      return task => restartContainer(services, task, vmid, timeout === undefined ? {} : { timeout })
    },
    async suspend(_call, { vmid }) {
      checkUsable(services, vmid)
      await services.runtime.require(vmid)
      return task => freezeContainer(services, task, vmid, true)
    },
    async resume(_call, { vmid }) {
      checkUsable(services, vmid)
      await services.runtime.require(vmid)
      return task => freezeContainer(services, task, vmid, false)
    },
  })
}

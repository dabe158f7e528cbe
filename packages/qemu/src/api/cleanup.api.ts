import { implement, type Implementation } from '@quorate/contract'
import { qemuCleanup } from '@quorate/contract/qemu/cleanup'
import { Failure } from '@quorate/schema'
import { cleanUpRun } from '../runtime/clean-up-run.ts'
import type { QemuServices } from '../services.ts'

/** What the watch of guests does by itself, for a run that it has not seen. */
export function qemuCleanupApi(services: QemuServices): Implementation[] {
  return implement(qemuCleanup, {
    async cleanup(call, { vmid }) {
      services.guests.require(services.host.root.node, 'qemu', vmid)
      if (await services.runtime.running(vmid)) throw new Failure(`VM ${vmid} still runs - stop it first`)
      await services.runtime.gone(vmid, call.signal)
      const tell = (text: string) => console.error(`VM ${vmid}: ${text}`)
      await cleanUpRun(services, vmid, { log: tell, warn: tell, signal: call.signal })
      return null
    },
  })
}

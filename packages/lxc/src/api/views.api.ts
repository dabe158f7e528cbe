import { implement, type Implementation } from '@quorate/contract'
import { lxcContainers } from '@quorate/contract/lxc/containers'
import type { CpuShare } from '../runtime/cpu-share.ts'
import { interfacesInside } from '../runtime/interfaces-inside.ts'
import { knownRuns } from '../runtime/run-record.ts'
import type { LxcServices } from '../services.ts'
import { containerRow } from './container-row.ts'

/** The containers of this node that the caller may look at, and their addresses. */
export function lxcViewsApi(services: LxcServices, share: CpuShare): Implementation[] {
  const { host, guests, runtime } = services
  const { list, interfaces } = lxcContainers
  return implement(
    { list, interfaces },
    {
      async list(call) {
        const here = guests.ofNode(host.root.node, 'lxc').filter(guest => call.may(`/vms/${guest.vmid}`, 'VM.Audit'))
        const runs = new Set(await knownRuns(host))
        return await Promise.all(
          here.map(async guest =>
            containerRow(services, guest, runs.has(guest.vmid) ? await runtime.running(guest.vmid) : undefined, share),
          ),
        )
      },
      async interfaces(_call, { vmid }) {
        guests.require(host.root.node, 'lxc', vmid)
        return await interfacesInside(services, await runtime.require(vmid))
      },
    },
  )
}

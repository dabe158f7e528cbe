import { implement, type Implementation } from '@quorate/contract'
import { lxcContainers } from '@quorate/contract/lxc/containers'
import { guestRows } from '@quorate/guest'
import type { ClusterServices } from './cluster.api.ts'

/** The containers of this node as their configs tell: clients ask for both kinds of guests and need both answers. */
export function containersApi(services: ClusterServices): Implementation[] {
  const { guests, hub, node, now } = services
  return implement(
    { list: lxcContainers.list },
    {
      list: call =>
        guestRows(guests, hub, vmid => call.may(`/vms/${vmid}`, 'VM.Audit'), { now: now() })
          .filter(row => row.type === 'lxc' && row.node === node)
          .map(({ id: _id, node: _node, maxcpu, template, pool: _pool, hastate: _hastate, ...row }) => ({
            ...row,
            cpus: maxcpu,
            ...(template ? { template } : {}),
          })),
    },
  )
}

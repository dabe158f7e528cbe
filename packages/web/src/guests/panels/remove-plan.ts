import { planned, type PlannedCall } from '../../forms/planned-call.ts'
import type { Guest } from '../../live/guest.ts'

export interface RemoveChoices {
  readonly purge: boolean
  readonly unreferenced: boolean
}

/** One step of a removal. `task`: its end is waited for before the next one. */
export interface RemoveStep {
  readonly call: PlannedCall
  readonly task: boolean
}

/** What removing a guest takes: a protection is lifted, a running guest stopped first. */
export function removeSteps(
  { node, vmid, kind, status }: Pick<Guest, 'node' | 'vmid' | 'kind' | 'status'>,
  { purge, unreferenced }: RemoveChoices,
  isProtected: boolean,
): readonly RemoveStep[] {
  const lift = planned(`PUT /nodes/{node}/${kind}/{vmid}/config`, { node, vmid, protection: false })
  const stop = planned(`POST /nodes/{node}/${kind}/{vmid}/status/stop`, { node, vmid })
  const destroy = planned(`DELETE /nodes/{node}/${kind}/{vmid}`, {
    node,
    vmid,
    ...(purge && { purge }),
    ...(unreferenced && { 'destroy-unreferenced-disks': true }),
  })
  return [
    ...(isProtected ? [{ call: lift, task: false }] : []),
    ...(status === 'stopped' ? [] : [{ call: stop, task: true }]),
    { call: destroy, task: true },
  ]
}

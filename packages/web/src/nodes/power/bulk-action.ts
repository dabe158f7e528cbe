import { planned, type PlannedCall } from '../../forms/planned-call.ts'
import type { Guest } from '../../live/guest.ts'

export const bulkActions = ['start', 'stop', 'suspend'] as const
export type BulkAction = (typeof bulkActions)[number]

export interface BulkValues {
  readonly vmids: readonly number[]
  /** seconds that each has to shut down by itself */
  readonly timeout: string
  /** Those that take longer are stopped. */
  readonly forceStop: boolean
}

const fits: Readonly<Record<BulkAction, (guest: Guest) => boolean>> = {
  start: guest => guest.status === 'stopped',
  stop: guest => guest.status === 'running' || guest.status === 'paused',
  suspend: guest => guest.kind === 'qemu' && guest.status === 'running',
}

/** The guests of a node that an action can reach, in the order of their numbers. */
export const reachedBy = (action: BulkAction, node: string, guests: Iterable<Guest>): readonly Guest[] =>
  [...guests].filter(guest => guest.node === node && !guest.template && fits[action](guest)).toSorted((a, b) => a.vmid - b.vmid)

/** What an action on these guests sends: always their numbers, so that no guest is reached that was not shown. */
export function bulkCalls(action: BulkAction, node: string, { vmids, timeout, forceStop }: BulkValues): readonly PlannedCall[] {
  if (vmids.length === 0) return []
  const vms = vmids.toSorted((a, b) => a - b).join(',')
  if (action === 'start') return [planned('POST /nodes/{node}/startall', { node, vms, force: true })]
  if (action === 'suspend') return [planned('POST /nodes/{node}/suspendall', { node, vms })]
  return [
    planned('POST /nodes/{node}/stopall', {
      node,
      vms,
      ...(timeout !== '' && { timeout: Number(timeout) }),
      ...(!forceStop && { 'force-stop': false }),
    }),
  ]
}

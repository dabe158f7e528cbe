import { planned, type PlannedCall } from '../../forms/planned-call.ts'
import type { Guest } from '../../live/guest.ts'

/** The calls that bring a guest from its pool into another, or into none. */
export function poolCalls({ vmid, pool: before }: Pick<Guest, 'vmid' | 'pool'>, pool: string | undefined): readonly PlannedCall[] {
  if ((pool ?? '') === before) return []
  const vms = String(vmid)
  if (pool === undefined || pool === '') return [planned('PUT /pools', { poolid: before, vms, delete: true })]
  return [planned('PUT /pools', { poolid: pool, vms, ...(before !== '' && { 'allow-move': true }) })]
}

import type { AnswerOf } from '../../api/endpoints.ts'
import { useCall } from '../../api/use-call.ts'
import { live } from '../../live/live.ts'
import { useStore } from '../../store.ts'

export type PoolMember = NonNullable<AnswerOf<'GET /pools'>[number]['members']>[number] & {
  readonly name?: string
  readonly status?: string
}

/** One pool with its members. */
export function usePool(pool: string) {
  const { pools, loaded } = useStore(live.inventory)
  // The inventory has those that may be seen.
  const there = pools.includes(pool)
  const { data, error, refetch } = useCall('GET /pools', { poolid: pool }, { watch: ['/user.cfg', '/storage.cfg'], enabled: there })
  const row = data?.[0]
  return {
    pool: row,
    members: (row?.members ?? []) as readonly PoolMember[],
    missing: loaded && !there,
    loaded: data !== undefined,
    error,
    refetch,
  }
}

/** What PUT /pools is given for some members. */
export function memberLists(members: readonly Pick<PoolMember, 'type' | 'vmid' | 'storage'>[]): { vms?: string; storage?: string } {
  const vms = members.flatMap(({ vmid }) => vmid ?? []).join(',')
  const storage = [...new Set(members.flatMap(({ storage }) => storage ?? []))].join(',')
  return { ...(vms && { vms }), ...(storage && { storage }) }
}

import { implement, type Implementation } from '@quorate/contract'
import { pools } from '@quorate/contract/pools/pools'
import type { Access } from './access.ts'
import { createPool, deletePool, listPools, type PoolMembers, readPool, updatePool } from './pools/pools.ts'

/** Pools. `members` looks up the rows of guests and storages, leaving out those that do not exist. */
export function poolsApi(access: Access, members: PoolMembers): Implementation[] {
  return implement(pools, {
    async list({ caller, authorize }, { poolid, type }) {
      if (poolid === undefined) return listPools(access, caller)
      authorize(`/pool/${poolid}`, 'Pool.Audit')
      return [{ poolid, ...(await readPool(access, members, poolid, type)) }]
    },
    get: (_call, { poolid, type }) => readPool(access, members, poolid, type),
    create: ({ caller }, { poolid, comment }) => createPool(access, caller, poolid, comment),
    update: ({ caller }, { poolid, ...change }) => updatePool(access, members, caller, poolid, change),
    updateByParameter: ({ caller }, { poolid, ...change }) => updatePool(access, members, caller, poolid, change),
    remove: ({ caller }, { poolid }) => deletePool(access, caller, poolid),
    removeByParameter: ({ caller }, { poolid }) => deletePool(access, caller, poolid),
  })
}

import { modifyAcl, type Caller } from '@quorate/contract'
import { Failure, splitList } from '@quorate/schema'
import type { Access } from '../access.ts'
import type { AccessConfig, PoolEntry } from '../config/access-config.ts'
import { editAccess } from '../config/edit-access.ts'

/** A member as the cluster's resource list shows it. */
export interface PoolMember {
  readonly id: string
  readonly node: string
  readonly type: 'qemu' | 'lxc' | 'storage'
  readonly vmid?: number
  readonly storage?: string
}

/** Rows of those guests and storages that exist. */
export type PoolMembers = (vmids: readonly number[], storages: readonly string[]) => readonly PoolMember[] | Promise<readonly PoolMember[]>

export function requirePool(config: AccessConfig, poolid: string): PoolEntry {
  const pool = config.pools.get(poolid)
  if (!pool) throw new Failure(`pool '${poolid}' does not exist`)
  return pool
}

export function listPools({ reader, authorizer }: Access, caller: Caller) {
  return [...reader.config().pools]
    .filter(([poolid]) => authorizer.may(caller, `/pool/${poolid}`, ['Pool.Audit']))
    .map(([poolid, { comment }]) => ({ poolid, ...(comment && { comment }) }))
    .toSorted((a, b) => (a.poolid < b.poolid ? -1 : 1))
}

export async function readPool({ reader }: Access, members: PoolMembers, poolid: string, type?: PoolMember['type']) {
  const { comment, vms, storages } = requirePool(reader.config(), poolid)
  const rows = await members([...vms], [...storages])
  return { ...(comment && { comment }), members: rows.filter(row => type === undefined || row.type === type) }
}

export async function createPool({ store }: Access, caller: Caller, poolid: string, comment = ''): Promise<void> {
  await editAccess(store, caller, config => {
    if (config.pools.has(poolid)) throw new Failure(`pool '${poolid}' already exists`)
    const at = poolid.lastIndexOf('/')
    const parent = poolid.slice(0, Math.max(at, 0))
    if (at >= 0 && !config.pools.has(parent)) throw new Failure(`cannot create pool '${poolid}': parent pool '${parent}' does not exist`)
    config.acl.delete(`/pool/${poolid}`)
    config.pools.set(poolid, { comment, vms: new Set(), storages: new Set() })
  })
}

export async function deletePool({ store }: Access, caller: Caller, poolid: string): Promise<void> {
  await editAccess(store, caller, config => {
    const { vms, storages } = requirePool(config, poolid)
    const inner = [...config.pools.keys()].find(id => id.startsWith(`${poolid}/`))
    if (inner !== undefined) throw new Failure(`pool '${poolid}' is not empty (contains pool '${inner}')`)
    if (vms.size) throw new Failure(`pool '${poolid}' is not empty (contains VMs ${[...vms].join(', ')})`)
    if (storages.size) throw new Failure(`pool '${poolid}' is not empty (contains storages ${[...storages].join(', ')})`)
    config.pools.delete(poolid)
    config.acl.delete(`/pool/${poolid}`)
  })
}

export interface PoolChange {
  readonly comment?: string
  /** `100,101` */
  readonly vms?: string
  readonly storage?: string
  /** Take the members out instead of in. */
  readonly delete?: boolean
  /** Take guests out of the pool they are in. */
  readonly 'allow-move'?: boolean
}

function addGuest(config: AccessConfig, poolid: string, vmid: number, allowMove: boolean, leave: (pool: string) => void): void {
  for (const [id, pool] of config.pools) {
    if (id === poolid || !pool.vms.has(vmid)) continue
    if (!allowMove) throw new Failure(`VM ${vmid} belongs already to pool '${id}' and 'allow-move' is not set`)
    leave(id)
    pool.vms.delete(vmid)
  }
  requirePool(config, poolid).vms.add(vmid)
}

export async function updatePool(access: Access, members: PoolMembers, caller: Caller, poolid: string, change: PoolChange): Promise<void> {
  const { store, authorizer } = access
  const vmids = splitList(change.vms ?? '').map(Number)
  const storages = splitList(change.storage ?? '')
  // A pool hands its permissions to its members: to put something in or out is to change the permissions on it.
  for (const id of vmids) authorizer.check(modifyAcl(`/vms/${id}`), caller, {})
  for (const id of storages) authorizer.check(modifyAcl(`/storage/${id}`), caller, {})
  if (!change.delete) {
    const present = await members(vmids, storages)
    for (const id of vmids) if (!present.some(row => row.vmid === id)) throw new Failure(`VM ${id} does not exist`)
    for (const id of storages) if (!present.some(row => row.storage === id)) throw new Failure(`storage '${id}' does not exist`)
  }
  await editAccess(store, caller, config => {
    const pool = requirePool(config, poolid)
    if (change.comment !== undefined) pool.comment = change.comment
    for (const id of vmids) {
      if (!change.delete)
        addGuest(config, poolid, id, change['allow-move'] ?? false, from =>
          authorizer.authorize(caller, `/pool/${from}`, ['Pool.Allocate']),
        )
      else if (!pool.vms.delete(id)) throw new Failure(`VM ${id} is not a pool member`)
    }
    for (const id of storages) {
      if (!change.delete) pool.storages.add(id)
      else if (!pool.storages.delete(id)) throw new Failure(`Storage '${id}' is not a pool member`)
    }
  })
}

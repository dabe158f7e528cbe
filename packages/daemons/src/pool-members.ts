import type { PoolMember, PoolMembers } from '@quorate/access'
import type { EventHub, NodeStanding } from '@quorate/cluster'
import { guestRows, type GuestIndex } from '@quorate/guest'
import type { StorageResourceRow } from '@quorate/storage'

export interface PoolMemberSources {
  readonly guests: GuestIndex
  readonly hub: Pick<EventHub, 'values'>
  nodes(): ReadonlyMap<string, NodeStanding>
  storageRows(): Promise<readonly StorageResourceRow[]>
  /** seconds since 1970 */
  now(): number
}

/** Rows of a pool's guests and storages, as far as they exist: those of the cluster's resource list. */
export function poolMembers({ guests, hub, nodes, storageRows, now }: PoolMemberSources): PoolMembers {
  return async (vmids, storages) => {
    const wanted = new Set(vmids)
    const rows: PoolMember[] = [...guestRows(guests, hub, vmid => wanted.has(vmid), { now: now(), nodes: nodes() })]
    if (storages.length) rows.push(...(await storageRows()).filter(row => storages.includes(row.storage)))
    return rows
  }
}

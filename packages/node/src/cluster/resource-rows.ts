import type { EventHub, NodeStanding } from '@quorate/cluster'
import type { Call } from '@quorate/contract'
import { guestRows, type GuestIndex } from '@quorate/guest'
import type { StorageResourceRow } from '@quorate/storage'
import { nodeRows } from './node-rows.ts'

export interface ResourceServices {
  readonly hub: Pick<EventHub, 'values'>
  readonly guests: GuestIndex
  nodes(): ReadonlyMap<string, NodeStanding>
  /** Usage of the storages of all nodes. */
  storageRows(): Promise<readonly StorageResourceRow[]>
  /** Pools and the guests in them. */
  pools(): ReadonlyMap<string, { readonly vms: ReadonlySet<number> }>
  /** seconds since 1970 */
  now(): number
}

/** All that the caller may see of the cluster, the rows of one type or of all. */
export async function resourceRows(
  services: ResourceServices,
  call: Call,
  type: 'vm' | 'storage' | 'node' | 'sdn' | undefined,
): Promise<object[]> {
  const rows: object[] = []
  const pools = services.pools()
  if (type === undefined) {
    for (const pool of pools.keys()) if (call.may(`/pool/${pool}`, 'Pool.Audit')) rows.push({ id: `/pool/${pool}`, type: 'pool', pool })
  }
  if (type === undefined || type === 'vm') {
    rows.push(...visibleGuests(services, call, () => true))
  }
  if (type === undefined || type === 'node') {
    for (const row of nodeRows(services.nodes(), services.hub)) {
      if (call.may(`/nodes/${row.node}`, 'Sys.Audit')) rows.push(row)
      else rows.push({ id: row.id, type: row.type, node: row.node, status: row.status, level: row.level })
    }
  }
  if (type === undefined || type === 'storage') {
    for (const row of await services.storageRows()) {
      if (call.may(`/storage/${row.storage}`, 'Datastore.Audit', 'Datastore.AllocateSpace')) rows.push(row)
    }
  }
  return rows
}

/** Rows of the guests that are wanted and that the caller may see. */
export function visibleGuests(services: Omit<ResourceServices, 'storageRows'>, call: Call, wanted: (vmid: number) => boolean): object[] {
  const poolOf = new Map<number, string>()
  for (const [pool, { vms }] of services.pools()) for (const vmid of vms) poolOf.set(vmid, pool)
  const visible = (vmid: number) => wanted(vmid) && call.may(`/vms/${vmid}`, 'VM.Audit')
  return guestRows(services.guests, services.hub, visible, { now: services.now(), nodes: services.nodes(), poolOf })
}

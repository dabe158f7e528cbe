import type { EventHub, NodeStanding } from '@quorate/cluster'
import type { StorageEntry } from '../config/storage-entry.ts'
import type { StorageResourceRow } from '../storage-service.ts'
import { statusOf } from './storage-status.ts'
import type { Storages } from './storages.ts'

/** Data of the hub's values of kind `storage` (id: node/storage). */
export type StorageUse =
  /** bytes */
  { readonly active?: true; readonly used?: number; readonly total?: number } | { readonly active: false }

export interface WholeCluster {
  readonly hub: Pick<EventHub, 'values'>
  readonly nodes: ReadonlyMap<string, NodeStanding>
}

function row(node: string, standing: NodeStanding, entry: StorageEntry, use: StorageUse | undefined): StorageResourceRow {
  const active = use && use.active !== false
  return {
    id: `storage/${node}/${entry.id}`,
    type: 'storage',
    node,
    storage: entry.id,
    plugintype: entry.type,
    status: active && standing.online ? 'available' : 'unknown',
    content: entry.content.join(','),
    shared: entry.shared ? 1 : 0,
    ...(active && use.used !== undefined && { disk: use.used }),
    ...(active && use.total !== undefined && { maxdisk: use.total }),
    ...(use && standing.age !== undefined && { age: standing.age }),
  }
}

/**
 * Every storage on every node that may use it, as its node measured it last. Only storages of this node that were not
 * measured yet are asked: one that does not answer must not hold up a list.
 */
export function resourceRows(storages: Storages, { hub, nodes }: WholeCluster): Promise<StorageResourceRow[]> {
  const own = storages.host.root.node
  const measured = hub.values('storage')
  const rows = [...nodes].flatMap(([node, standing]) =>
    storages
      .entries()
      .filter(entry => !entry.disabled && (entry.nodes === undefined || entry.nodes.includes(node)))
      .map(async entry => {
        const use = measured.get(`${node}/${entry.id}`)?.data as StorageUse | undefined
        return row(node, standing, entry, use ?? (node === own ? await statusOf(storages, entry) : undefined))
      }),
  )
  return Promise.all(rows)
}

import type { Guest } from './guest.ts'
import type { InventoryState, NodeRow, StorageRow } from './inventory.ts'

/** What the stream says of a node: whether it answers, and since when. */
export interface Standing {
  readonly online: boolean
  /** seconds since 1970 */
  readonly since: number
}

/** A guest of a node that went down is as it was last; one whose node is back is so until more is heard of it. */
function guestWith({ lastStatus, ...guest }: Guest, online: boolean): Guest {
  if (online) return { ...guest, status: lastStatus ?? guest.status }
  return { ...guest, status: 'unknown', lastStatus: lastStatus ?? guest.status }
}

function storageWith({ lastActive, ...storage }: StorageRow, online: boolean): StorageRow {
  if (online) return { ...storage, active: lastActive ?? storage.active }
  return { ...storage, active: false, lastActive: lastActive ?? storage.active }
}

/** Rows of one node changed, all others as they are. */
function ofNode<K, T extends { readonly node: string }>(rows: ReadonlyMap<K, T>, node: string, change: (row: T) => T): Map<K, T> {
  const changed = new Map(rows)
  for (const [key, row] of rows) if (row.node === node) changed.set(key, change(row))
  return changed
}

/** The inventory after a node went down, came back or is no member any more. undefined: the node is not in it yet. */
export function withStanding(state: InventoryState, node: string, standing: Standing | null): InventoryState | undefined {
  const row = state.nodes.get(node)
  if (!row) return standing ? undefined : state
  const nodes = new Map(state.nodes)
  if (!standing) {
    nodes.delete(node)
    return { ...state, nodes, shape: {} }
  }
  const { online, since } = standing
  if (online === (row.status === 'online')) return state
  const { lostSince: _before, ...rest } = row
  const changed: NodeRow = { ...rest, status: online ? 'online' : 'offline', ...(!online && { lostSince: since }) }
  return {
    ...state,
    nodes: nodes.set(node, changed),
    guests: ofNode(state.guests, node, guest => guestWith(guest, online)),
    storages: ofNode(state.storages, node, storage => storageWith(storage, online)),
    shape: {},
  }
}

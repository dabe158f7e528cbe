import type { Guest } from '../live/guest.ts'
import type { InventoryState } from '../live/inventory.ts'

export const treeGroups = ['node', 'pool', 'tag', 'type', 'status', 'storage'] as const
export type TreeGroup = (typeof treeGroups)[number]

/** One visible line of the tree. */
export type TreeLine =
  | {
      readonly kind: 'group'
      readonly key: string
      /** The group's own name; empty: those without one. */
      readonly name: string
      readonly by: TreeGroup
      readonly count: number
      readonly open: boolean
    }
  | { readonly kind: 'guest'; readonly key: string; readonly guest: Guest }
  | { readonly kind: 'storage'; readonly key: string; readonly id: string; readonly name: string }

const groupsOf: Readonly<Record<Exclude<TreeGroup, 'storage'>, (guest: Guest) => readonly string[]>> = {
  node: guest => [guest.node],
  pool: guest => [guest.pool],
  tag: guest => (guest.tags.length > 0 ? guest.tags : ['']),
  type: guest => [guest.template ? 'template' : guest.kind],
  status: guest => [guest.status],
}

const collator = new Intl.Collator(undefined, { numeric: true })

/** The lines that are visible when these groups are open. `closed`: keys of groups that are folded. */
export function treeLines(state: InventoryState, by: TreeGroup, closed: ReadonlySet<string>): readonly TreeLine[] {
  const lines: TreeLine[] = []
  if (by === 'storage') {
    const byNode = Map.groupBy(state.storages.values(), storage => storage.node)
    for (const node of [...byNode.keys()].toSorted(collator.compare)) {
      const members = byNode.get(node) ?? []
      const key = `storage/${node}`
      const open = !closed.has(key)
      lines.push({ kind: 'group', key, name: node, by, count: members.length, open })
      if (open)
        for (const { id, storage } of members.toSorted((a, b) => collator.compare(a.storage, b.storage)))
          lines.push({ kind: 'storage', key: id, id, name: storage })
    }
    return lines
  }
  const groups = new Map<string, Guest[]>()
  if (by === 'node') for (const node of state.nodes.keys()) groups.set(node, [])
  for (const guest of state.guests.values()) {
    for (const name of groupsOf[by](guest)) {
      const members = groups.get(name)
      if (members) members.push(guest)
      else groups.set(name, [guest])
    }
  }
  // Those without a group come last.
  const names = [...groups.keys()].toSorted((a, b) => Number(a === '') - Number(b === '') || collator.compare(a, b))
  for (const name of names) {
    const key = `${by}/${name}`
    const members = groups.get(name) ?? []
    const open = !closed.has(key)
    lines.push({ kind: 'group', key, name, by, count: members.length, open })
    if (!open) continue
    members.sort((a, b) => a.vmid - b.vmid)
    for (const guest of members) lines.push({ kind: 'guest', key: `${key}/${guest.vmid}`, guest })
  }
  return lines
}

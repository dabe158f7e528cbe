import type { Guest } from '../live/guest.ts'
import type { InventoryState } from '../live/inventory.ts'

export const treeGroups = ['node', 'pool', 'tag', 'type', 'status', 'storage'] as const
export type TreeGroup = (typeof treeGroups)[number]

/** A group of the tree with everything in it, folded or not. */
export interface TreeBranch {
  readonly key: string
  /** The group's own name; empty: those without one. */
  readonly name: string
  readonly by: TreeGroup
  /** Guests by number; of storages their ids (`pve/local`). */
  readonly members: readonly (number | string)[]
}

/** One visible line of the tree. */
export type TreeLine =
  | {
      readonly kind: 'group'
      readonly key: string
      readonly name: string
      readonly by: TreeGroup
      readonly count: number
      readonly open: boolean
    }
  | { readonly kind: 'guest'; readonly key: string; readonly vmid: number }
  | { readonly kind: 'storage'; readonly key: string; readonly id: string; readonly name: string }

const untagged: readonly string[] = ['']
/** The group of a guest; all of them where it may stand in several. */
const groupsOf: Readonly<Record<Exclude<TreeGroup, 'storage'>, (guest: Guest) => string | readonly string[]>> = {
  node: guest => guest.node,
  pool: guest => guest.pool,
  tag: guest => (guest.tags.length > 0 ? guest.tags : untagged),
  type: guest => (guest.template ? 'template' : guest.kind),
  status: guest => guest.status,
}

const collator = new Intl.Collator(undefined, { numeric: true })

function inOrder(members: (number | string)[]): readonly (number | string)[] {
  // Servers tell of guests in their order.
  if (members.every((member, at) => typeof member === 'number' && (at === 0 || member > Number(members[at - 1])))) return members
  return members.sort((a, b) => (typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b))))
}

export function treeBranches(state: InventoryState, by: TreeGroup): readonly TreeBranch[] {
  const groups = new Map<string, (number | string)[]>()
  const add = (name: string, member: number | string) => {
    const members = groups.get(name)
    if (members) members.push(member)
    else groups.set(name, [member])
  }
  if (by === 'storage') for (const { node, id } of state.storages.values()) add(node, id)
  else {
    if (by === 'node') for (const node of state.nodes.keys()) groups.set(node, [])
    const groupsOfGuest = groupsOf[by]
    for (const guest of state.guests.values()) {
      const names = groupsOfGuest(guest)
      if (typeof names === 'string') add(names, guest.vmid)
      else for (const name of names) add(name, guest.vmid)
    }
  }
  return (
    [...groups]
      // Those without a group come last.
      .toSorted(([a], [b]) => Number(a === '') - Number(b === '') || collator.compare(a, b))
      .map(([name, members]) => ({ key: `${by}/${name}`, name, by, members: inOrder(members) }))
  )
}

/** Does every guest still stand where it stood? Most changes are of numbers and states, and move none. */
export function sameBranches(before: InventoryState, after: InventoryState, by: TreeGroup): boolean {
  if (before.shape === after.shape) return true
  if (by === 'storage') return sameKeys(before.storages, after.storages)
  if (by === 'node' && !sameKeys(before.nodes, after.nodes)) return false
  if (before.guests === after.guests) return true
  if (before.guests.size !== after.guests.size) return false
  const groupsOfGuest = groupsOf[by]
  for (const [vmid, guest] of after.guests) {
    const earlier = before.guests.get(vmid)
    if (earlier === guest) continue
    if (!earlier || String(groupsOfGuest(earlier)) !== String(groupsOfGuest(guest))) return false
  }
  return true
}

const sameKeys = (before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>) =>
  before === after || (before.size === after.size && [...before.keys()].every(key => after.has(key)))

/** The lines that are visible when some groups are folded. A line is made only when it is asked for: there may be many. */
export class TreeLines {
  readonly count: number
  readonly #branches: readonly TreeBranch[]
  readonly #closed: ReadonlySet<string>
  /** Index of each branch's own line. */
  readonly #starts: readonly number[]

  /** `closed`: keys of the groups that are folded. */
  constructor(branches: readonly TreeBranch[], closed: ReadonlySet<string>) {
    const starts: number[] = []
    let count = 0
    for (const branch of branches) {
      starts.push(count)
      count += 1 + (closed.has(branch.key) ? 0 : branch.members.length)
    }
    this.#branches = branches
    this.#closed = closed
    this.#starts = starts
    this.count = count
  }

  at(index: number): TreeLine | undefined {
    const start = this.groupAt(index)
    const branch = this.#branches[this.#starts.indexOf(start)]
    if (!branch || index >= this.count) return undefined
    const { key, name, by, members } = branch
    if (index === start) return { kind: 'group', key, name, by, count: members.length, open: !this.#closed.has(key) }
    const member = members[index - start - 1]
    if (typeof member === 'number') return { kind: 'guest', key: `${key}/${member}`, vmid: member }
    return { kind: 'storage', key: `${key}/${member}`, id: String(member), name: String(member).slice(name.length + 1) }
  }

  /** Index of the group that a line belongs to; -1: there is none. */
  groupAt(index: number): number {
    return this.#starts.findLast(start => start <= index) ?? -1
  }

  indexOf(key: string): number {
    for (const [at, branch] of this.#branches.entries()) {
      const start = this.#starts[at] ?? 0
      if (key === branch.key) return start
      if (this.#closed.has(branch.key) || !key.startsWith(`${branch.key}/`)) continue
      const member = branch.members.findIndex(one => key === `${branch.key}/${one}`)
      if (member >= 0) return start + 1 + member
    }
    return -1
  }
}

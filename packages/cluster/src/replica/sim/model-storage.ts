import { link } from '../chain.ts'
import type { SnapshotPart } from '../message.ts'
import { decodeOperation, type Entry } from '../operation.ts'
import type { Outcome, ReplicaStorage } from '../storage.ts'

/** What a crash leaves behind. */
interface State {
  promised: number
  installed: number
  members: readonly number[]
  applied: number
  keptFrom: number
  log: readonly Entry[]
  /** Number of the applied order. */
  chain: number
  /** Entry ids in the order in which they were applied, by index. */
  order: readonly (readonly [number, string])[]
  tickets: ReadonlyMap<string, number>
  ids: ReadonlyMap<number, string>
}

const empty: State = {
  promised: 0,
  installed: 0,
  members: [],
  applied: 0,
  keptFrom: 1,
  log: [],
  chain: 0,
  order: [],
  tickets: new Map(),
  ids: new Map(),
}

/** Entries that stay at hand for others after they were applied. */
const kept = 12
const partSize = 5

/** A node's storage in memory, with the rules of the real one and the crashes of a real machine. */
export class ModelStorage implements ReplicaStorage {
  readonly cluster = 'simulated'
  unclean = false
  lost = false
  /** Every transaction fails while it is set. */
  broken = false
  #state: State = empty
  /** States since the last one that is surely on disk, that one first. */
  #unsynced: State[] = [empty]
  #staged: State | undefined

  /** The first node of a cluster. */
  found(node: number): void {
    this.#write({ ...this.#state, promised: 1, installed: 1, members: [node], applied: 1, keptFrom: 2, order: [[1, 'founding']] }, true)
  }

  get promised(): number {
    return this.#state.promised
  }
  get installed(): number {
    return this.#state.installed
  }
  get members(): readonly number[] {
    return this.#state.members
  }
  get applied(): number {
    return this.#state.applied
  }
  get last(): number {
    return this.#state.applied + this.#pending.length
  }
  get keptFrom(): number {
    return this.#state.keptFrom
  }
  get order(): State['order'] {
    return this.#state.order
  }

  chainAt(index: number): number {
    return this.#pending.slice(0, index - this.applied).reduce((chain, { id }) => link(chain, id), this.#state.chain)
  }

  digest(): string {
    return `${this.#state.chain}/${this.#state.tickets.size}/${this.#state.ids.size}`
  }

  promise(epoch: number): void {
    this.#write({ ...this.#state, promised: Math.max(epoch, this.#state.promised) }, true)
  }

  install(epoch: number, members: readonly number[]): void {
    this.#write({ ...this.#state, installed: epoch, members }, true)
    this.unclean = this.lost = false
  }

  append(entries: readonly Entry[]): void {
    this.#write({ ...this.#state, log: [...this.#state.log, ...entries] })
  }

  commit(to: number): Outcome[] {
    const count = to - this.applied
    return this.#apply(this.#state, this.#pending.slice(0, count), this.#pending.slice(count))
  }

  applyCommitted(entries: readonly Entry[]): Outcome[] {
    return this.#apply(this.#state, entries, this.#pending.slice(entries.length))
  }

  adopt(epoch: number, members: readonly number[], tail: readonly Entry[]): void {
    this.#write({ ...this.#state, installed: epoch, members, log: [...this.#done, ...tail] })
  }

  entries(from: number): readonly Entry[] | undefined {
    if (from < this.keptFrom) return undefined
    return this.#state.log.slice(from - this.keptFrom).slice(0, partSize)
  }

  snapshot(_since: number, cursor: string | undefined): SnapshotPart {
    const { order, tickets, ids, applied, chain } = this.#snapshotOf(cursor)
    const at = Number(cursor?.split('/')[1] ?? 0)
    const next = at + partSize < order.length ? `${applied}/${at + partSize}` : undefined
    return { rows: { order: order.slice(at, at + partSize), tickets, ids, applied, chain }, next }
  }

  takeSnapshot({ rows, next }: SnapshotPart, first: boolean): void {
    const { order, ...rest } = rows as Pick<State, 'order' | 'tickets' | 'ids' | 'applied' | 'chain'>
    const { applied } = rest
    const before = first ? empty : (this.#staged ?? empty)
    const staged = { ...before, order: [...before.order, ...order], ...rest }
    this.#staged = staged
    if (next !== undefined) return
    const log = this.#pending.slice(Math.max(0, applied - this.applied))
    const { promised, installed, members } = this.#state
    this.#write({ ...staged, promised, installed, members, keptFrom: applied + 1, log })
  }

  /** The machine loses power: what was not synced may be gone. `chance` picks how much. */
  losePower(chance: (limit: number) => number): void {
    this.#state = this.#unsynced[chance(this.#unsynced.length)] ?? this.#state
    this.#unsynced = [this.#state]
    this.unclean = true
    this.#staged = undefined
  }

  loseEverything(): void {
    this.#state = empty
    this.#unsynced = [empty]
    this.unclean = this.lost = true
  }

  restart(): void {
    this.#staged = undefined
  }

  #snapshots = new Map<number, State>()

  /** As of the moment of its first part. */
  #snapshotOf(cursor: string | undefined): State {
    const applied = cursor === undefined ? this.applied : Number(cursor.split('/')[0])
    const there = this.#snapshots.get(applied) ?? this.#state
    this.#snapshots.set(applied, there)
    return there
  }

  get #pending(): readonly Entry[] {
    return this.#state.log.slice(this.#state.applied + 1 - this.#state.keptFrom)
  }

  get #done(): readonly Entry[] {
    return this.#state.log.slice(0, this.#state.applied + 1 - this.#state.keptFrom)
  }

  #apply(state: State, entries: readonly Entry[], rest: readonly Entry[]): Outcome[] {
    const order = [...state.order]
    const tickets = new Map(state.tickets)
    const ids = new Map(state.ids)
    let { applied, chain } = state
    const outcomes = entries.map((entry): Outcome => {
      applied++
      chain = link(chain, entry.id)
      order.push([applied, entry.id])
      return { entry, value: applyOne(entry, applied, tickets, ids) }
    })
    const done = [...this.#done, ...entries]
    const keptFrom = Math.max(state.keptFrom, applied + 1 - kept)
    this.#write({ ...state, applied, chain, order, tickets, ids, keptFrom, log: [...done.slice(keptFrom - state.keptFrom), ...rest] })
    return outcomes
  }

  #write(state: State, synced = false): void {
    if (this.broken) throw new Error('no space left on device')
    this.#state = state
    if (synced) this.#unsynced = [state]
    else this.#unsynced.push(state)
  }
}

/** Each entry once; each id to one owner. */
function applyOne(entry: Entry, index: number, tickets: Map<string, number>, ids: Map<number, string>): number {
  const { id } = entry
  const body = decodeOperation(entry.body)
  const before = tickets.get(id)
  if (before !== undefined) return before
  let value = index
  if (body.kind === 'reserve') {
    value = body.lower
    while (ids.has(value)) value++
    ids.set(value, id)
  }
  tickets.set(id, value)
  return value
}

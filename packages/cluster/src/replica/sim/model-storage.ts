import { link } from '../chain.ts'
import type { SnapshotPart } from '../message.ts'
import { decodeOperation, type Entry } from '../operation.ts'
import type { Outcome } from '../storage.ts'
import type { SimStorage } from './sim-storage.ts'

/** An entry that was made, and what it came to. */
type Made = readonly [id: string, value: number, index: number]

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
  made: readonly Made[]
}

const empty: State = { promised: 0, installed: 0, members: [], applied: 0, keptFrom: 1, log: [], chain: 0, made: [] }

interface ModelSnapshot {
  readonly made: readonly Made[]
  readonly since: number
  readonly applied: number
  readonly chain: number
}

/** A node's storage in memory, with the rules of the real one and the crashes of a real machine. */
export class ModelStorage implements SimStorage {
  readonly cluster = 'simulated'
  unclean = false
  lost = false
  gate: () => void = () => {}
  /** Entries that stay at hand for others after they were applied. */
  #kept: number
  #partSize: number
  #state: State = empty
  /** States since the last one that is surely on disk, that one first. */
  #unsynced: State[] = [empty]
  #staged: State | undefined
  #snapshots = new Map<number, State>()

  constructor(kept = 12, partSize = 5) {
    this.#kept = kept
    this.#partSize = partSize
  }

  found(node: number): void {
    this.#write({ ...this.#state, promised: 1, installed: 1, members: [node], applied: 1, keptFrom: 2 }, true)
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
    return this.#state.keptFrom - 1 + this.#state.log.length
  }
  get keptFrom(): number {
    return this.#state.keptFrom
  }

  chainAt(index: number): number {
    return this.#pending.slice(0, index - this.applied).reduce((chain, { id }) => link(chain, id), this.#state.chain)
  }

  keptChain(index: number): number | undefined {
    return index >= this.applied && index <= this.last ? this.chainAt(index) : undefined
  }

  digest(): string {
    return `${this.#state.chain}/${this.#state.made.length}`
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
    return this.#apply(this.#pending.slice(0, count), this.#pending.slice(count))
  }

  applyCommitted(entries: readonly Entry[]): Outcome[] {
    return this.#apply(entries, this.#pending.slice(entries.length))
  }

  adopt(epoch: number, members: readonly number[], tail: readonly Entry[]): void {
    this.#write({ ...this.#state, installed: epoch, members, log: [...this.#done, ...tail] })
  }

  entries(from: number): readonly Entry[] | undefined {
    if (from < this.keptFrom) return undefined
    return this.#state.log.slice(from - this.keptFrom).slice(0, this.#partSize)
  }

  snapshot(since: number, cursor: string | undefined): SnapshotPart {
    const [of, from, at] = cursor === undefined ? [this.applied, since, 0] : cursor.split('/').map(Number)
    const { made, applied, chain } = this.#snapshotOf(of ?? 0)
    const newer = made.filter(([, , index]) => index > (from ?? 0))
    const end = (at ?? 0) + this.#partSize
    const rows: ModelSnapshot = { made: newer.slice(at, end), since: from ?? 0, applied, chain }
    return { rows, next: end < newer.length ? `${applied}/${from}/${end}` : undefined }
  }

  takeSnapshot({ rows, next }: SnapshotPart, first: boolean): void {
    const { made, since, applied, chain } = rows as ModelSnapshot
    const own = this.#state.made.filter(([, , index]) => index <= since)
    const staged = { ...this.#state, applied, chain, made: [...(first ? own : (this.#staged?.made ?? [])), ...made] }
    this.#staged = staged
    if (next !== undefined) return
    const log = this.#pending.slice(Math.max(0, applied - this.applied))
    const { promised, installed, members } = this.#state
    this.#write({ ...staged, promised, installed, members, keptFrom: applied + 1, log })
  }

  losePower(keeps: (transactions: number) => number): void {
    this.#state = this.#unsynced[keeps(this.#unsynced.length)] ?? this.#state
    this.#unsynced = [this.#state]
    this.unclean = true
    this.restart()
  }

  loseEverything(): void {
    this.#state = empty
    this.#unsynced = [empty]
    this.unclean = this.lost = true
    this.restart()
  }

  restart(): void {
    this.#staged = undefined
    this.#snapshots.clear()
  }

  end(): void {}

  /** As of the moment of its first part. */
  #snapshotOf(applied: number): State {
    const there = this.#snapshots.get(applied) ?? this.#state
    this.#snapshots.set(there.applied, there)
    return there
  }

  get #pending(): readonly Entry[] {
    return this.#state.log.slice(this.#state.applied + 1 - this.#state.keptFrom)
  }

  get #done(): readonly Entry[] {
    return this.#state.log.slice(0, this.#state.applied + 1 - this.#state.keptFrom)
  }

  #apply(entries: readonly Entry[], rest: readonly Entry[]): Outcome[] {
    const state = this.#state
    const made = [...state.made]
    let { applied, chain } = state
    const outcomes = entries.map((entry): Outcome => {
      applied++
      chain = link(chain, entry.id)
      return { entry, value: applyOne(entry, applied, made) }
    })
    const done = [...this.#done, ...entries]
    const keptFrom = Math.max(state.keptFrom, applied + 1 - this.#kept)
    this.#write({ ...state, applied, chain, made, keptFrom, log: [...done.slice(keptFrom - state.keptFrom), ...rest] })
    return outcomes
  }

  #write(state: State, synced = false): void {
    this.gate()
    this.#state = state
    if (synced) this.#unsynced = [state]
    else this.#unsynced.push(state)
  }
}

/** Each entry once; each id to one owner. */
function applyOne({ id, body }: Entry, index: number, made: Made[]): number {
  const before = made.find(one => one[0] === id)
  if (before) return before[1]
  const operation = decodeOperation(body)
  let value = index
  if (operation.kind === 'reserve') {
    value = operation.lower
    while (made.some(one => one[1] === value && value >= operation.lower)) value++
  }
  made.push([id, value, index])
  return value
}

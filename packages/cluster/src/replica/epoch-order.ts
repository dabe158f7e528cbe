import { link } from './chain.ts'
import type { Acknowledgement } from './message.ts'
import type { Entry } from './operation.ts'
import type { Outcome, ReplicaStorage } from './storage.ts'

/** The order of one epoch as a node sees it: what has arrived, who has acknowledged how much of it. */
export class EpochOrder {
  readonly epoch: number
  readonly members: ReadonlySet<number>
  #storage: ReplicaStorage
  #acknowledged: Map<number, number>
  /** Entries that are to be appended. */
  #arrived: Entry[] = []
  /** Number of the order up to the last of them. */
  #chain: number
  /** Numbers of the orders that end with an entry that is not applied yet, by index. */
  #chains = new Map<number, number>()
  /** Acknowledgements of what has not arrived here yet: beside the order they are faster. */
  #early = new Map<number, Acknowledgement>()
  #ackedTo = -1

  constructor(epoch: number, members: readonly number[], storage: ReplicaStorage) {
    this.epoch = epoch
    this.members = new Set(members)
    this.#storage = storage
    this.#acknowledged = new Map(members.map(member => [member, -1]))
    const { applied, last } = storage
    for (let index = applied; index <= last; index++) this.#chains.set(index, storage.chainAt(index))
    this.#chain = storage.chainAt(last)
  }

  /** Entries that arrived and were not appended. */
  get arrived(): readonly Entry[] {
    return this.#arrived
  }

  get hasPending(): boolean {
    return this.#arrived.length > 0 || this.#storage.last > this.#storage.applied
  }

  /** Every member has begun this epoch. */
  get isBegunByAll(): boolean {
    return Math.min(...this.#acknowledged.values()) >= 0
  }

  take(entries: readonly Entry[]): void {
    for (const entry of entries) {
      this.#arrived.push(entry)
      this.#chain = link(this.#chain, entry.id)
      this.#chains.set(this.#lastArrived, this.#chain)
    }
    const early = this.#early
    this.#early = new Map()
    for (const [from, acknowledgement] of early) this.acknowledged(from, acknowledgement)
  }

  /** Counts what is the same order as one's own, and no more. Returns whether it is. */
  acknowledged(from: number, acknowledgement: Acknowledgement): boolean {
    const { epoch, last, chain } = acknowledgement
    if (epoch !== this.epoch || !this.members.has(from)) return false
    if (last > this.#lastArrived) this.#early.set(from, acknowledgement)
    if (this.#chains.get(last) !== chain) return false
    this.#acknowledged.set(from, Math.max(last, this.#acknowledged.get(from) ?? -1))
    return true
  }

  /** Puts what has arrived into the log. */
  append(): void {
    if (!this.#arrived.length) return
    const entries = this.#arrived
    this.#arrived = []
    this.#storage.append(entries)
  }

  /** Applies what all have acknowledged. */
  commit(): Outcome[] {
    const to = Math.min(...this.#acknowledged.values())
    if (to <= this.#storage.applied) return []
    for (let index = this.#storage.applied; index < to; index++) this.#chains.delete(index)
    return this.#storage.commit(to)
  }

  /** What this node has to acknowledge. */
  nextAcknowledgement(): Acknowledgement | undefined {
    if (this.#ackedTo === this.#storage.last) return undefined
    this.#ackedTo = this.#storage.last
    return { epoch: this.epoch, last: this.#ackedTo, chain: this.#chain }
  }

  /** Members that have not acknowledged all there is. */
  get behind(): number[] {
    const { last } = this.#storage
    return [...this.#acknowledged].filter(([, acked]) => acked < last).map(([node]) => node)
  }

  get #lastArrived(): number {
    return this.#storage.last + this.#arrived.length
  }
}

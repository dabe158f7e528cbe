import { link } from './chain.ts'
import type { Message } from './message.ts'
import type { Entry } from './operation.ts'
import type { Outcome, ReplicaStorage } from './storage.ts'

type Ack = Extract<Message, { type: 'ack' }>

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
      this.#chains.set(this.#storage.last + this.#arrived.length, this.#chain)
    }
  }

  /** Counts what is the same order as one's own, and no more. Returns whether it is. */
  takeAck(from: number, { epoch, last, chain }: Ack): boolean {
    if (epoch !== this.epoch || !this.members.has(from) || this.#chains.get(last) !== chain) return false
    this.#acknowledged.set(from, last)
    return true
  }

  /** Appends what has arrived and applies what all have acknowledged. */
  advance(): Outcome[] {
    if (this.#arrived.length) {
      const entries = this.#arrived
      this.#arrived = []
      this.#storage.append(entries)
    }
    const to = Math.min(...this.#acknowledged.values())
    if (to <= this.#storage.applied) return []
    for (let index = this.#storage.applied; index < to; index++) this.#chains.delete(index)
    return this.#storage.commit(to)
  }

  /** What this node has to acknowledge. */
  nextAck(): Ack | undefined {
    if (this.#ackedTo === this.#storage.last) return undefined
    this.#ackedTo = this.#storage.last
    return { type: 'ack', epoch: this.epoch, last: this.#ackedTo, chain: this.#chain }
  }

  /** Members that have not acknowledged all there is. */
  get behind(): number[] {
    const { last } = this.#storage
    return [...this.#acknowledged].filter(([, acked]) => acked < last).map(([node]) => node)
  }
}

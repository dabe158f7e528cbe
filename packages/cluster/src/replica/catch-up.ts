import type { Message } from './message.ts'
import type { Entry } from './operation.ts'
import { WentAnotherWay, type Outcome, type ReplicaStorage } from './storage.ts'

type Pull = Extract<Message, { type: 'pull' }>
type Part = Extract<Message, { type: 'part' }>

/** Entries behind at which a node that follows asks to be a member. */
const nearEnough = 200
const repeatAfterMs = 2000
/** In place of an index: there is no entry that this node could take on top of what it has. */
const nothing = -1

/**
 * A node that lacks entries fetches them from one that has them, part by part, each asked for when the one before is on
 * disk. What the cluster has committed is applied as it comes; the rest, which may yet come to nothing, is kept in memory
 * until it is complete.
 */
export class CatchUp {
  readonly epoch: number
  readonly source: number
  #storage: ReplicaStorage
  #send: (message: Message) => void
  #tail: Entry[] = []
  #cursor: string | undefined
  #inSnapshot = false
  #since: number
  #askedAt = 0

  /** `worthless`: what this node has must not be built upon. */
  constructor(options: {
    epoch: number
    source: number
    storage: ReplicaStorage
    worthless: boolean
    send: (message: Message) => void
    now: number
  }) {
    this.epoch = options.epoch
    this.source = options.source
    this.#storage = options.storage
    this.#send = options.send
    this.#since = options.worthless ? nothing : options.storage.applied
    this.#ask(options.now)
  }

  /** Asks again when no answer came. */
  tick(now: number): void {
    if (now - this.#askedAt >= repeatAfterMs) this.#ask(now)
  }

  /**
   * Takes a part. `complete`: the whole log of the source is here, its uncommitted end in `tail`. `near`: what is missing is little.
   */
  take(from: number, part: Part, now: number): { outcomes: Outcome[]; complete: boolean; near: boolean; tail: readonly Entry[] } {
    const none = { outcomes: [], complete: false, near: false, tail: [] }
    if (from !== this.source || part.epoch !== this.epoch || part.from !== this.#next || part.cursor !== this.#cursor) return none
    if (part.snapshot) {
      this.#tail = []
      try {
        this.#storage.takeSnapshot(part.snapshot, !this.#inSnapshot)
      } catch (error) {
        if (!(error instanceof WentAnotherWay)) throw error
        this.#inSnapshot = false
        this.#cursor = undefined
        this.#since = nothing
        this.#ask(now)
        return none
      }
      this.#inSnapshot = true
      this.#cursor = part.snapshot.next
      if (this.#cursor === undefined) {
        this.#inSnapshot = false
        this.#since = this.#storage.applied
      }
      this.#ask(now)
      return none
    }
    const known = this.#tail.length + this.#storage.applied
    const all = [...this.#tail, ...part.entries.slice(Math.max(0, known + 1 - part.from))]
    const committed = all.slice(0, Math.max(0, part.applied - this.#storage.applied))
    const outcomes = committed.length ? this.#storage.applyCommitted(committed) : []
    this.#tail = all.slice(committed.length)
    this.#since = this.#storage.applied
    const reached = this.#storage.applied + this.#tail.length
    const complete = reached >= part.last && this.#storage.applied >= part.applied
    const near = part.applied - this.#storage.applied <= nearEnough
    if (!complete) this.#ask(now)
    return { outcomes, complete, near, tail: this.#tail }
  }

  get #next(): number {
    return this.#since + 1 + this.#tail.length
  }

  #ask(now: number): void {
    this.#askedAt = now
    const since = Math.max(0, this.#since)
    const pull: Pull = {
      type: 'pull',
      epoch: this.epoch,
      to: this.source,
      from: this.#next,
      since,
      chain: since ? this.#storage.chainAt(since) : 0,
    }
    this.#send(this.#cursor === undefined ? pull : { ...pull, cursor: this.#cursor })
  }
}

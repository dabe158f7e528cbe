import type { SnapshotPart } from './message.ts'
import type { Entry } from './operation.ts'

/** What an entry came to when it was applied. */
export interface Outcome {
  readonly entry: Entry
  readonly value?: unknown
  /** A Refusal: nothing was changed. */
  readonly refused?: unknown
}

/** What came does not fit on what is here: this node had gone another way, at a point of which nobody has the log any more. */
export class WentAnotherWay extends Error {}

/** What a node keeps through its crashes. Every method is one transaction: all of it or none. */
export interface ReplicaStorage {
  readonly cluster: string
  readonly promised: number
  readonly installed: number
  readonly members: readonly number[]
  readonly applied: number
  readonly last: number
  readonly keptFrom: number
  readonly unclean: boolean
  readonly lost: boolean
  /** Of the log up to an index from the applied to the last one; see `link`. */
  chainAt(index: number): number
  /** The same of any index; undefined: it is beyond the last, or not kept any more. */
  keptChain(index: number): number | undefined
  /** Of the applied state. */
  digest(): string
  /** On disk, even through a loss of power, when it returns. */
  promise(epoch: number): void
  /** The same. Ends `unclean` and `lost`. */
  install(epoch: number, members: readonly number[]): void
  /** Adds entries at the end of the log. */
  append(entries: readonly Entry[]): void
  /** Applies the log up to an index. */
  commit(to: number): Outcome[]
  /**
   * Applies entries that the cluster has committed, the first of them next after the applied one. Entries of the log with
   * the same numbers give way; those after them stay.
   */
  applyCommitted(entries: readonly Entry[]): Outcome[]
  /** The end of the log, after what is applied, becomes `tail`, and follows that epoch's order. */
  adopt(epoch: number, members: readonly number[], tail: readonly Entry[]): void
  /** Some entries from an index on; undefined when they are not kept any more. */
  entries(from: number): readonly Entry[] | undefined
  /** What changed after an index (`cursor` undefined: from the start of it), as of one moment. */
  snapshot(since: number, cursor: string | undefined): SnapshotPart
  /** Keeps a part aside; with the last one, the state is what was sent. Throws WentAnotherWay, having changed nothing. */
  takeSnapshot(part: SnapshotPart, first: boolean): void
}

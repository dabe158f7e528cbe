import type { ReplicaStorage } from '../storage.ts'

/** A storage that lives through the crashes of a simulated machine. */
export interface SimStorage extends ReplicaStorage {
  /** Called before each transaction; what it throws is thrown, and nothing is changed. */
  gate: () => void
  /** The first node of a cluster. */
  found(node: number): void
  /** The process starts again: what was in its memory is gone. */
  restart(): void
  /** The machine loses power: what was not synced may be gone. `keeps` picks how many of the transactions since then are not. */
  losePower(keeps: (transactions: number) => number): void
  loseEverything(): void
  /** At the end of a schedule. */
  end(): void
}

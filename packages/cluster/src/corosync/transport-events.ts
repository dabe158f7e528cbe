/** A process of a node that takes part. */
export interface Member {
  readonly nodeId: number
  readonly pid: number
}

/** A process that takes part no more. */
export interface LeftMember extends Member {
  /** The machine is gone, not just the process. */
  readonly down: boolean
}

export interface QuorumState {
  readonly quorate: boolean
  /** Node ids of the ring. */
  readonly members: readonly number[]
  readonly ownVotes: number
  /** Expected votes without those of a quorum device. */
  readonly totalVotes: number
  /** They are fewer than the configured nodes have: a person said so. */
  readonly lowered: boolean
  /** Of every node that was seen since corosync started here. */
  readonly votesOf: ReadonlyMap<number, number>
  /** A quorum device casts its vote, or `auto_tie_breaker` is set: half of the nodes may be quorate. */
  readonly tieBroken: boolean
  readonly twoNode: boolean
}

/**
 * Quorum and membership come over separate connections: of every new ring `members` is told first, and `quorum` follows
 * (5 ms later without a quorum device; 10 to 200 ms later with one, and then it contains the device's decision: a ring
 * that the device lets be quorate is never told as not quorate before). Between the two, messages of the new ring come
 * while the quorum told last is that of the ring before: its `members` tell which one it speaks of. Every ring is told,
 * also one that looks like the one before; but of rings that follow each other at once, only the last may be.
 */
export interface TransportEvents {
  members(members: Member[], joined: Member[], left: LeftMember[]): void
  message(from: Member, bytes: Buffer): void
  quorum(state: QuorumState): void
  /** corosync is gone: no members, no quorum, until the next `members`. */
  lost(reason: string): void
}

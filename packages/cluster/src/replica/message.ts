import type { Entry } from './operation.ts'

/** What votequorum says to one node. */
export interface Quorum {
  readonly quorate: boolean
  /** Node ids of the ring that this is about. */
  readonly ring: readonly number[]
  /** Of the node itself. */
  readonly votes: number
  /** Expected of all nodes together, without a quorum device's. */
  readonly total: number
  /** Of two halves only one is told that it is quorate: a quorum device votes, or the lowest node decides. */
  readonly tieBroken: boolean
  /** Fewer votes are expected than all nodes have: a person said that the others are given up. */
  readonly lowered: boolean
}

/** Only the ring may differ. */
export const sameVotes = (a: Quorum, b: Quorum) =>
  a.quorate === b.quorate && a.votes === b.votes && a.total === b.total && a.tieBroken === b.tieBroken && a.lowered === b.lowered

/** What a member brings along when the members agree on a new epoch. */
export interface Report {
  /** Name and founding of the cluster; members of another one are not listened to. */
  readonly cluster: string
  /** Epoch whose order this node's log follows; 0: it holds nothing. */
  readonly installed: number
  /** Node ids that had to acknowledge every entry of that epoch. */
  readonly members: readonly number[]
  readonly applied: number
  /** Of the applied state: two that have applied as much must have the same. */
  readonly digest: string
  /** Index of the last entry of its log, and the number of the order up to it. */
  readonly last: number
  readonly chain: number
  /** Lowest index that it can still hand out as an entry. */
  readonly keptFrom: number
  /** It cannot say what it held before: its disk was lost or damaged. */
  readonly lost: boolean
  /** The machine lost power since: the end of its log may be gone. */
  readonly unclean: boolean
  /** It is a member of that epoch and has been one without a gap since an epoch that all of its members had begun. */
  readonly continuing: boolean
  /** It has lost nobody for so long that whoever was lost knows that it is not `continuing` any more, unless quorum was on its side. */
  readonly settled: boolean
  readonly quorum: Quorum
}

/** Changed rows of the tables of a node that is far ahead; opaque to the protocol. */
export interface SnapshotPart {
  readonly rows: unknown
  /** Where the next part begins; undefined: this was the last. */
  readonly next: string | undefined
}

/** What a member has in its log of an epoch's order: so many entries, and the number of the order up to there. True for good once it was. */
export interface Acknowledgement {
  readonly epoch: number
  readonly last: number
  readonly chain: number
}

/** One that goes beside the order: fast, and perhaps lost, late, twice or before what it is about. */
export interface QuickAcknowledgement extends Acknowledgement {
  /** See `Round.mark`, of the one that the epoch began with. */
  readonly mark: number
  /** Nodes whose quick acknowledgements reach the sender. */
  readonly hears: readonly number[]
}

export type Message =
  /** Begins a round, whose number is then higher than any seen, or joins one. */
  | {
      readonly type: 'hello'
      readonly round: number
      readonly nonce: string
      readonly promised: number
      /** See `Quorum`: what begins now stands above all that those who are given up have begun. */
      readonly lowered: boolean
    }
  /** `nonces`: by which everyone's hello of this round is known. The sender has promised to accept nothing older than `epoch`. */
  | { readonly type: 'ready'; readonly nonces: Readonly<Record<number, string>>; readonly epoch: number; readonly report: Report }
  /** Asks for entries from `from` on, or for what changed since `since`, which is what the sender has on disk: it may hold more in memory. */
  | {
      readonly type: 'pull'
      readonly epoch: number
      readonly to: number
      readonly from: number
      readonly since: number
      /** Of the order up to `since`. */
      readonly chain: number
      readonly cursor?: string
    }
  | {
      readonly type: 'part'
      readonly epoch: number
      readonly to: number
      /** As asked. */
      readonly from: number
      readonly cursor?: string
      readonly entries: readonly Entry[]
      /** The sender's own, at this moment. */
      readonly applied: number
      readonly last: number
      readonly snapshot?: SnapshotPart
    }
  | { readonly type: 'in-step'; readonly epoch: number }
  | { readonly type: 'entries'; readonly epoch: number; readonly entries: readonly Entry[] }
  | ({ readonly type: 'ack' } & Acknowledgement)
  /** The view goes on without a node that does not answer, or that asks for it. `nonce`: of the sender's hello of that round; it means nothing in another one. */
  | { readonly type: 'exclude'; readonly nonce: string; readonly node: number; readonly why: string }
  /** Proof that the order still flows. `at`: when it was sent, by the sender's clock. */
  | { readonly type: 'beat'; readonly at: number }

import { isDeepStrictEqual } from 'node:util'
import type { Channel } from './channel.ts'
import { CorosyncError } from './library.ts'
import { openQuorum, type QuorumEvent } from './quorum.ts'
import { configuredVotes, totalVotes } from './total-votes.ts'
import type { QuorumState } from './transport-events.ts'
import { flags, Votes } from './votes.ts'

const hasAny = (value: number, ...bits: number[]) => bits.some(bit => (value & bit) !== 0)

/**
 * Puts together what the quorum service and votequorum tell. Lost quorum is told at once, with the votes that are
 * known; anything else as soon as the votes have been asked for, which always belong to the latest ring told.
 */
export class QuorumWatch {
  #quorum: Channel<QuorumEvent>
  #votes: Votes
  #nodeId: number
  #view: QuorumEvent | undefined
  #known = new Set<number>()
  #told: QuorumState | undefined
  /** A ring has been told of that we have not told of: that is news also when it looks like the one before. */
  #newRing = false
  #asking = false
  #askAgain = false
  #closed = false

  private constructor(quorum: Channel<QuorumEvent>, votes: Votes, nodeId: number) {
    this.#quorum = quorum
    this.#votes = votes
    this.#nodeId = nodeId
  }

  static async open(nodeId: number): Promise<QuorumWatch> {
    const votes = await Votes.open()
    try {
      return new QuorumWatch(await openQuorum(), votes, nodeId)
    } catch (error) {
      votes.channel.close()
      throw error
    }
  }

  start(tell: (state: QuorumState) => void, lost: (reason: string) => void): void {
    const look = () =>
      void this.#ask(tell).catch((error: unknown) => {
        if (!(error instanceof CorosyncError)) throw error
        if (!this.#closed) lost(error.message)
      })
    this.#quorum.start(view => {
      this.#view = view
      this.#newRing = true
      if (!view.quorate && this.#told?.quorate) this.#tell({ ...this.#told, ...view }, tell)
      look()
    }, lost)
    this.#votes.channel.start(({ nodeIds = [] }) => {
      for (const nodeId of nodeIds) this.#known.add(nodeId)
      look()
    }, lost)
  }

  async #ask(tell: (state: QuorumState) => void): Promise<void> {
    this.#askAgain = true
    if (this.#asking) return
    this.#asking = true
    try {
      while (this.#askAgain && !this.#closed) {
        this.#askAgain = false
        const state = await this.#gather()
        if (!state || this.#askAgain || this.#closed) continue
        const news = this.#newRing || !isDeepStrictEqual(state, this.#told)
        this.#newRing = false
        if (news) this.#tell(state, tell)
      }
    } finally {
      this.#asking = false
    }
  }

  async #gather(): Promise<QuorumState | undefined> {
    const view = this.#view
    const own = await this.#votes.of(this.#nodeId)
    if (!view || !own) return undefined
    const votesOf = new Map<number, number>()
    for (const nodeId of [...new Set([...view.members, ...this.#known])].filter(id => id !== 0).toSorted((a, b) => a - b)) {
      const info = nodeId === this.#nodeId ? own : await this.#votes.of(nodeId)
      if (info) votesOf.set(nodeId, info.nodeVotes)
    }
    const configured = configuredVotes()
    return {
      quorate: view.quorate,
      members: view.members,
      ownVotes: own.nodeVotes,
      totalVotes: totalVotes({ expected: own.highestExpected, device: own.deviceVotes, configured }),
      lowered: own.highestExpected < (configured ?? 0),
      votesOf,
      tieBroken: hasAny(own.flags, flags.deviceCastsVote, flags.autoTieBreaker),
      twoNode: hasAny(own.flags, flags.twoNode),
    }
  }

  #tell(state: QuorumState, tell: (state: QuorumState) => void): void {
    this.#told = state
    tell(state)
  }

  close(): void {
    this.#closed = true
    this.#quorum.close()
    this.#votes.channel.close()
  }
}

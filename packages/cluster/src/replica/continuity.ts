import type { Quorum } from './message.ts'

/** Beyond `silenceMs`: until then whoever was lost has been told by its own clock. */
const settleExtraMs = 1000

/**
 * What a node knows of its place among the others: whether it comes from the newest epoch without a gap in which others
 * may have gone on without it, whom it has lost, and whether what votequorum said is about the present ring.
 */
export class Continuity {
  quorum: Quorum = { quorate: false, ring: [], votes: 0, total: 1, tieBroken: false, lowered: false }
  #silenceMs: number
  /** Nodes that the transport lost and votequorum has not counted out yet: until it has, what it says is old. */
  #down = new Set<number>()
  #view: readonly number[] = []
  /** Votequorum has been on this node's side since it lost somebody last. */
  #isClaimed = true
  /** See `Report`: since it was a member of an epoch that all its members had begun. */
  #continuing = false
  /** The latest moment of which it is known that no other member had gone on without this node. */
  #provenAt: number
  /** When the latest beat of this node was sent that has come back. */
  #ownBeat = 0
  /** Of every node of the view: when something came from it, and the latest own beat that had come before. */
  #heard = new Map<number, { at: number; after: number }>()
  /** When others were last seen to be lost or were gone on without. */
  #lostAt: number

  constructor(silenceMs: number, now: number) {
    this.#silenceMs = silenceMs
    this.#provenAt = this.#lostAt = now
  }

  get isContinuing(): boolean {
    return this.#continuing
  }

  /** What votequorum says, as far as it is about the present ring. */
  get presentQuorum(): Quorum {
    return { ...this.quorum, quorate: this.quorum.quorate && !this.#down.size }
  }

  isSettled(now: number): boolean {
    return now - this.#lostAt > this.#silenceMs + settleExtraMs
  }

  heardAt(node: number): number {
    return this.#heard.get(node)?.at ?? 0
  }

  /** Others may have gone on without this node. */
  broken(): void {
    this.#continuing = false
  }

  lostOthers(now: number): void {
    this.#lostAt = now
  }

  viewChanged(nodes: readonly number[], down: readonly number[], now: number): void {
    // Of a node that votequorum has counted out already there is nothing to wait for.
    for (const node of down) if (this.quorum.ring.includes(node)) this.#down.add(node)
    for (const node of nodes) this.#down.delete(node)
    if (this.#down.size) this.#isClaimed = false
    this.#view = nodes
    if (down.length) this.#lostAt = now
    this.#checkSilence(now)
  }

  transportLost(now: number): void {
    this.#continuing = false
    this.#lostAt = now
    this.#down.clear()
    this.quorum = { ...this.quorum, quorate: false }
  }

  quorumChanged(quorum: Quorum, now: number): void {
    const before = [...this.quorum.ring, ...this.#view]
    this.quorum = quorum
    for (const node of this.#down) if (!quorum.ring.includes(node)) this.#down.delete(node)
    this.#checkSilence(now)
    if (quorum.quorate) {
      if (this.#isClaimed || this.#down.size) return
      this.#isClaimed = true
      if (this.#continuing) this.#provenAt = now
    } else if (this.#isClaimed && before.every(node => quorum.ring.includes(node))) {
      // It had quorum, and others may have it now.
      this.#continuing = false
    } else {
      // Votequorum may not have heard of the quorum device yet, or of the other half that it votes for them.
      this.#isClaimed = false
    }
  }

  heard(from: number, now: number): void {
    this.#heard.set(from, { at: now, after: this.#ownBeat })
  }

  /**
   * What comes from another member after a beat of this node was sent by someone who had not gone on without it by then. Of
   * those who are lost it proves nothing, until votequorum is on this node's side. `members`: of the epoch that this node holds, as far as they
   * take part.
   */
  beat(isOwn: boolean, at: number, members: readonly number[]): void {
    if (isOwn) this.#ownBeat = Math.max(this.#ownBeat, at)
    if (!this.#isClaimed || !members.length) return
    // After a ring broke, a node gets its own messages with holes between them: what comes from all of them has none before it.
    const after = members.map(node => this.#heard.get(node)?.after ?? 0)
    this.#provenAt = Math.max(this.#provenAt, Math.min(...after))
  }

  /** A new epoch: its members have been heard now. */
  epochBegun(members: readonly number[], now: number): void {
    for (const member of members) this.#heard.set(member, { at: now, after: this.#heard.get(member)?.after ?? 0 })
  }

  /** All members of the present epoch have begun it. `since`: when this node sent its report for it. */
  epochProven(since: number): void {
    this.#continuing = true
    this.#provenAt = Math.max(this.#provenAt, since)
  }

  #checkSilence(now: number): void {
    if (now - this.#provenAt > this.#silenceMs) this.#continuing = false
  }
}

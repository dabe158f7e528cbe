import type { Quorum } from '../message.ts'
import type { Random } from './random.ts'

export interface VotersRing {
  readonly machines: readonly number[]
  /** Machines that run. */
  readonly alive: boolean
}

/** `two-node`: both halves of two are told that they are quorate, and that nothing breaks the tie. `lowest`: the half with node 1 is. */
export type TieRule = 'none' | 'device' | 'two-node' | 'lowest'

/**
 * Votequorum and, with `device`, a quorum device. The device's vote is in one ring at most. It keeps no memory: when the ring that had
 * the vote is gone, whoever is there gets it, whatever happened before.
 */
export class Votes {
  #rule: TieRule
  #total: number
  #random: Random
  /** Of the device. */
  #holder: readonly number[] = []

  constructor(total: number, rule: TieRule, random: Random) {
    this.#total = total
    this.#rule = rule
    this.#random = random
  }

  /** Returns whether the device's vote has moved. */
  look(rings: readonly VotersRing[]): boolean {
    if (this.#rule !== 'device') return false
    const alive = rings.filter(ring => ring.alive)
    const largest = Math.max(0, ...alive.map(({ machines }) => machines.length))
    const holds = alive.find(({ machines }) => machines.join() === this.#holder.join())
    if (holds && holds.machines.length === largest) return false
    const candidates = alive.filter(({ machines }) => machines.length === largest)
    const before = this.#holder.join()
    this.#holder = candidates.length ? this.#random.pick(candidates).machines : []
    return this.#holder.join() !== before
  }

  /** The device votes for others, as large, who live too. Returns for whom it did; undefined: there is nobody else. */
  move(rings: readonly VotersRing[]): readonly number[] | undefined {
    const before = this.#holder
    const other = rings.find(({ machines, alive }) => alive && machines.join() !== before.join() && machines.length === before.length)
    if (this.#rule !== 'device' || !other) return undefined
    this.#holder = other.machines
    return before
  }

  said(ring: readonly number[]): Quorum {
    const isHalf = 2 * ring.length === this.#total
    const wins = {
      none: false,
      device: ring.join() === this.#holder.join(),
      'two-node': true,
      lowest: ring.includes(1),
    }[this.#rule]
    const quorate = 2 * ring.length > this.#total || (isHalf && wins)
    return { quorate, ring, votes: 1, total: this.#total, tieBroken: this.#rule === 'device' || this.#rule === 'lowest', lowered: false }
  }
}

import type { QuickAcknowledgement } from '../message.ts'
import type { Random } from './random.ts'

interface UnderWay {
  readonly at: number
  readonly from: number
  readonly to: number
  readonly acknowledgement: QuickAcknowledgement
}

/** Most arrive at once; some so late that everything has changed meanwhile. */
const usualMs = 5
const latestMs = 8000

/** What goes between processes beside corosync's order: lost, late, twice, in any order, through links that corosync takes for broken. */
export class Datagrams {
  #random: Random
  #loss: number
  #underWay: UnderWay[] = []

  constructor(random: Random, loss: number) {
    this.#random = random
    this.#loss = loss
  }

  send(from: number, to: readonly number[], acknowledgement: QuickAcknowledgement, now: number): void {
    for (const node of to) {
      if (this.#random.chance(this.#loss)) continue
      const times = this.#random.chance(0.05) ? 2 : 1
      for (let count = 0; count < times; count++) {
        const at = now + (this.#random.chance(0.9) ? this.#random.below(usualMs) : this.#random.below(latestMs))
        this.#underWay.push({ at, from, to: node, acknowledgement })
      }
    }
  }

  /** What has arrived at a process by now, in any order. */
  taken(to: number, now: number): readonly UnderWay[] {
    const isDue = (one: UnderWay) => one.to === to && one.at <= now
    const due = this.#underWay.filter(isDue)
    if (due.length) this.#underWay = this.#underWay.filter(one => !isDue(one))
    return due.length > 1 ? this.#random.shuffled(due) : due
  }
}

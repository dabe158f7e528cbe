/** One look at a transfer: milliseconds and bytes. */
interface Look {
  readonly at: number
  readonly done: number
}

/** Only what happened lately tells how fast it is now. milliseconds */
const windowMs = 8000
/** Before this it is a guess. milliseconds */
const leastMs = 500

/** How fast a transfer is, from what was looked at lately. */
export class TransferRate {
  #looks: readonly Look[] = []

  /** Bytes that were sent at a moment, in milliseconds of any clock. */
  add(at: number, done: number): void {
    const before = this.#looks.at(-1)
    // It began anew.
    if (before && done < before.done) this.#looks = []
    const kept = this.#looks.filter(look => at - look.at <= windowMs)
    this.#looks = [...kept, { at, done }]
  }

  /** Bytes each second; undefined: too little is known. */
  get perSecond(): number | undefined {
    const [first, last] = [this.#looks[0], this.#looks.at(-1)]
    if (!first || !last || last.at - first.at < leastMs) return undefined
    return ((last.done - first.done) / (last.at - first.at)) * 1000
  }

  /** Seconds that the rest will take; undefined: not known. */
  left(total: number): number | undefined {
    const rate = this.perSecond
    const done = this.#looks.at(-1)?.done
    if (rate === undefined || rate <= 0 || done === undefined) return undefined
    return Math.max(0, total - done) / rate
  }
}

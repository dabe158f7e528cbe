/** The transport is silent: nobody is to blame. */
const quietMs = 1000
/** Between two calls of a process that was not stopped. */
const longestPauseMs = 1500

/** A node's clock, and how long it has waited for others. */
export class Patience {
  now: number
  #limitMs: number
  #heardAt: number
  /** Since when the present step of a round, or the oldest entry without all acknowledgements, waits. */
  #waitingSince: number

  constructor(limitMs: number, now: number) {
    this.#limitMs = limitMs
    this.now = this.#heardAt = this.#waitingSince = now
  }

  /** Time goes on. Returns whether this process was stopped meanwhile: others may have gone on, and its own impatience means nothing. */
  pass(now: number): boolean {
    const wasStopped = now - this.now > longestPauseMs
    if (wasStopped) this.#waitingSince = now
    this.now = now
    return wasStopped
  }

  /** Something came over the transport. */
  heard(): void {
    if (this.now - this.#heardAt > quietMs) this.#waitingSince = this.now
    this.#heardAt = this.now
  }

  /** What was waited for came. */
  beginAnew(): void {
    this.#waitingSince = this.now
  }

  /** It is time to go on without who is late. */
  get isOver(): boolean {
    return this.now - this.#heardAt <= quietMs && this.now - this.#waitingSince >= this.#limitMs
  }
}

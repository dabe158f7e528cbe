interface Record {
  failures: number
  /** milliseconds since 1970 */
  blockedUntil: number
  lastMs: number
}

export interface ThrottleLimits {
  /** Failed attempts that cost nothing but their delay. */
  readonly free: number
  /** milliseconds; doubled by every further failure */
  readonly firstBlockMs: number
  readonly longestBlockMs: number
}

const forgetAfterMs = 30 * 60_000
const entryLimit = 10_000

/** Slows down guessing: after some failures every further one blocks its key for longer. Memory is bounded. */
export class Throttle {
  readonly #entries = new Map<string, Record>()
  readonly #limits: ThrottleLimits

  constructor(limits: ThrottleLimits) {
    this.#limits = limits
  }

  /** milliseconds that the key is still blocked */
  blockedMs(key: string, nowMs: number): number {
    return Math.max(0, (this.#entries.get(key)?.blockedUntil ?? 0) - nowMs)
  }

  failed(key: string, nowMs: number): void {
    const { free, firstBlockMs, longestBlockMs } = this.#limits
    const old = this.#entries.get(key)
    const failures = (old && nowMs - old.lastMs < forgetAfterMs ? old.failures : 0) + 1
    const over = failures - free
    const blockMs = over < 0 ? 0 : Math.min(longestBlockMs, firstBlockMs * 2 ** Math.min(over, 30))
    // Set anew, so that the map stays in the order of use and the oldest entries go first.
    this.#entries.delete(key)
    this.#entries.set(key, { failures, blockedUntil: nowMs + blockMs, lastMs: nowMs })
    if (this.#entries.size > entryLimit)
      for (const oldest of [...this.#entries.keys()].slice(0, entryLimit / 10)) this.#entries.delete(oldest)
  }

  forget(key: string): void {
    this.#entries.delete(key)
  }
}

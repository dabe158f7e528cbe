import { Failure } from '@quorate/schema'
import { Throttle } from './throttle.ts'

/** This many attempts of one user from one address wait for their turn; more are refused. */
const waitingLimit = 32

/** Guards logins: by user and address together, by address, and (loosely, so that nobody can lock a user out) by user. */
export class LoginThrottle {
  readonly #pair = new Throttle({ free: 5, firstBlockMs: 1000, longestBlockMs: 300_000 })
  readonly #address = new Throttle({ free: 30, firstBlockMs: 1000, longestBlockMs: 300_000 })
  readonly #user = new Throttle({ free: 50, firstBlockMs: 500, longestBlockMs: 10_000 })
  readonly #waiting = new Map<string, { count: number; last: Promise<void> }>()

  /**
   * Runs one attempt; `work` answers undefined when the credentials were wrong. Attempts of one user from one address
   * run one after the other, so that many at once gain nothing. Throws a Failure (401) while the user or address is
   * blocked, which says nothing about whether the user exists.
   */
  async attempt<T>(userid: string, address: string, now: () => number, work: () => Promise<T | undefined>): Promise<T | undefined> {
    const pair = `${address} ${userid}`
    const queue = this.#waiting.get(pair) ?? { count: 0, last: Promise.resolve() }
    if (queue.count >= waitingLimit) throw new Failure('authentication failure: too many attempts at once', { status: 401 })
    const turn = Promise.withResolvers<void>()
    const before = queue.last
    queue.count++
    queue.last = turn.promise
    this.#waiting.set(pair, queue)
    try {
      await before
      this.#refuseBlocked(pair, userid, address, now())
      const result = await work()
      if (result === undefined) this.#failed(pair, userid, address, now())
      else this.#pair.forget(pair)
      return result
    } finally {
      turn.resolve()
      if (--queue.count === 0) this.#waiting.delete(pair)
    }
  }

  #refuseBlocked(pair: string, userid: string, address: string, nowMs: number): void {
    const blockedMs = Math.max(
      this.#pair.blockedMs(pair, nowMs),
      this.#address.blockedMs(address, nowMs),
      this.#user.blockedMs(userid, nowMs),
    )
    if (blockedMs === 0) return
    throw new Failure(`authentication failure: too many failed attempts, try again in ${Math.ceil(blockedMs / 1000)} seconds`, {
      status: 401,
    })
  }

  #failed(pair: string, userid: string, address: string, nowMs: number): void {
    this.#pair.failed(pair, nowMs)
    this.#address.failed(address, nowMs)
    this.#user.failed(userid, nowMs)
  }
}

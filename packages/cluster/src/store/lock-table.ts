import { randomUUID } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { Refusal } from '../refusal.ts'

interface Held {
  readonly token: string
  readonly ttlMs: number
  /** Connection that holds it; undefined while its holder has to come back. */
  owner: object | undefined
  timer: NodeJS.Timeout
}

interface Waiter {
  readonly token: string
  readonly ttlMs: number
  readonly owner: object
  readonly grant: () => void
  readonly refuse: (error: Refusal) => void
  readonly timer: NodeJS.Timeout
}

/** A holder whose connection broke is dead, or back within this time. */
const graceMs = 1500
/** After a start of the store: time for the holders to come back. */
const startGraceMs = 5000

/**
 * Named locks: first come, first served; each ends with its release, or when it is not renewed in time. Who holds what
 * is on disk, so that a restart of the store takes no lock away. The token is chosen by the holder: asking again with
 * it after a broken connection finds the lock held by oneself.
 */
export class LockTable {
  #db: DatabaseSync
  #held = new Map<string, Held>()
  #waiting = new Map<string, Waiter[]>()

  constructor(db: DatabaseSync) {
    this.#db = db
    for (const row of db.prepare('SELECT name, token, ttl FROM lock').all()) {
      const name = String(row.name)
      const held = { token: String(row.token), ttlMs: Number(row.ttl), owner: undefined, timer: this.#expireIn(name, startGraceMs) }
      this.#held.set(name, held)
    }
  }

  acquire(name: string, options: { token?: string; ttlMs: number; waitMs: number; owner: object }): Promise<void> {
    const { token = randomUUID(), ttlMs, waitMs, owner } = options
    const held = this.#held.get(name)
    if (!held) {
      this.#grant(name, token, ttlMs, owner)
      return Promise.resolve()
    }
    if (this.renew(name, token, owner)) return Promise.resolve()
    return new Promise((grant, refuse) => {
      const timer = setTimeout(() => {
        this.#dropWaiter(name, token)
        refuse(new Refusal('timeout', `can't lock file '${name}' - got timeout`))
      }, waitMs)
      const waiters = this.#waiting.get(name) ?? []
      waiters.push({ token, ttlMs, owner, grant, refuse, timer })
      this.#waiting.set(name, waiters)
    })
  }

  /** False when the lock is not (any more) held with this token. */
  renew(name: string, token: string, owner: object): boolean {
    const held = this.#held.get(name)
    if (held?.token !== token) return false
    clearTimeout(held.timer)
    held.owner = owner
    held.timer = this.#expireIn(name, held.ttlMs)
    return true
  }

  /** False when the lock was not (any more) held with this token. */
  release(name: string, token: string): boolean {
    const held = this.#held.get(name)
    if (held?.token !== token) return false
    clearTimeout(held.timer)
    this.#free(name)
    return true
  }

  /** A connection broke: what it waits for is off, what it holds ends soon unless its holder comes back. */
  ownerGone(owner: object): void {
    for (const [name, waiters] of this.#waiting) {
      for (const waiter of waiters.filter(one => one.owner === owner)) this.#dropWaiter(name, waiter.token)
    }
    for (const [name, held] of this.#held) {
      if (held.owner !== owner) continue
      held.owner = undefined
      clearTimeout(held.timer)
      held.timer = this.#expireIn(name, Math.min(graceMs, held.ttlMs))
    }
  }

  close(): void {
    for (const held of this.#held.values()) clearTimeout(held.timer)
    for (const waiters of this.#waiting.values()) for (const waiter of waiters) clearTimeout(waiter.timer)
    this.#held.clear()
    this.#waiting.clear()
  }

  #grant(name: string, token: string, ttlMs: number, owner: object): void {
    this.#db.prepare('INSERT OR REPLACE INTO lock (name, token, ttl) VALUES (?, ?, ?)').run(name, token, ttlMs)
    this.#held.set(name, { token, ttlMs, owner, timer: this.#expireIn(name, ttlMs) })
  }

  #free(name: string): void {
    this.#held.delete(name)
    const next = this.#waiting.get(name)?.[0]
    if (!next) {
      this.#db.prepare('DELETE FROM lock WHERE name = ?').run(name)
      return
    }
    this.#dropWaiter(name, next.token)
    this.#grant(name, next.token, next.ttlMs, next.owner)
    next.grant()
  }

  #dropWaiter(name: string, token: string): void {
    const waiters = this.#waiting.get(name) ?? []
    for (const waiter of waiters) if (waiter.token === token) clearTimeout(waiter.timer)
    const left = waiters.filter(waiter => waiter.token !== token)
    if (left.length) this.#waiting.set(name, left)
    else this.#waiting.delete(name)
  }

  #expireIn(name: string, ms: number): NodeJS.Timeout {
    return setTimeout(() => this.#free(name), ms).unref()
  }
}

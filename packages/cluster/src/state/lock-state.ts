import type { DatabaseSync, StatementSync } from 'node:sqlite'

export interface LockHolder {
  readonly name: string
  readonly token: string
  readonly ttlMs: number
  /** Node whose client holds it. */
  readonly node: string
  readonly renewals: number
}

/**
 * Who holds which named lock and who stands in line for it, first come, first served: a function of ordered operations.
 * That time is over, or a holder gone, somebody has to say by an operation. Runs within the caller's transaction.
 */
export class LockState {
  #db: DatabaseSync
  #held: StatementSync
  #take: StatementSync
  #renew: StatementSync
  #free: StatementSync
  #stand: StatementSync
  #next: StatementSync
  #leave: StatementSync

  constructor(db: DatabaseSync) {
    this.#db = db
    this.#held = db.prepare('SELECT name, token, ttl, node, renewals FROM lock WHERE name = ?')
    this.#take = db.prepare('INSERT INTO lock (name, token, ttl, node, renewals) VALUES (?, ?, ?, ?, 0)')
    this.#renew = db.prepare('UPDATE lock SET renewals = renewals + 1 WHERE name = ? AND token = ?')
    this.#free = db.prepare('DELETE FROM lock WHERE name = ? AND token = ?')
    this.#stand = db.prepare('INSERT OR IGNORE INTO lock_line (name, token, ttl, node, revision) VALUES (?, ?, ?, ?, ?)')
    this.#next = db.prepare('SELECT token, ttl, node FROM lock_line WHERE name = ? ORDER BY revision LIMIT 1')
    this.#leave = db.prepare('DELETE FROM lock_line WHERE name = ? AND token = ?')
  }

  holder(name: string): LockHolder | undefined {
    const row = this.#held.get(name)
    return row && holderOf(row)
  }

  all(): LockHolder[] {
    return this.#db.prepare('SELECT name, token, ttl, node, renewals FROM lock').all().map(holderOf)
  }

  /** Those of one node's clients that stand in line. */
  waiting(node: string): { name: string; token: string }[] {
    const rows = this.#db.prepare('SELECT name, token FROM lock_line WHERE node = ?').all(node)
    return rows.map(row => ({ name: String(row.name), token: String(row.token) }))
  }

  /** True: it is held now. Asking again with the same token changes nothing. */
  lock(name: string, token: string, ttlMs: number, node: string, revision: number): boolean {
    const held = this.#held.get(name)
    if (held) {
      if (held.token === token) return true
      this.#stand.run(name, token, ttlMs, node, revision)
      return false
    }
    this.#take.run(name, token, ttlMs, node)
    return true
  }

  /** False: it is not (any more) held with this token. */
  renew(name: string, token: string): boolean {
    return this.#renew.run(name, token).changes === 1
  }

  /** The token leaves the line or gives the lock to the next. False: it did not hold it. */
  unlock(name: string, token: string): boolean {
    this.#leave.run(name, token)
    if (this.#free.run(name, token).changes !== 1) return false
    const next = this.#next.get(name)
    if (next) {
      this.#leave.run(name, String(next.token))
      this.#take.run(name, String(next.token), Number(next.ttl), String(next.node))
    }
    return true
  }

  /** The same for a holder whose time is over, unless it has renewed since. */
  expire(name: string, token: string, renewals: number): boolean {
    const held = this.holder(name)
    return held?.token === token && held.renewals === renewals && this.unlock(name, token)
  }
}

function holderOf(row: Record<string, unknown>): LockHolder {
  return {
    name: String(row.name),
    token: String(row.token),
    ttlMs: Number(row.ttl),
    node: String(row.node),
    renewals: Number(row.renewals),
  }
}

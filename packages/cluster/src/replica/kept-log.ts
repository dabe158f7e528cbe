import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { link } from './chain.ts'
import type { Entry } from './operation.ts'

/** The log that stays at hand for nodes that were away for a while. */
export interface KeptLimits {
  readonly entries: number
  readonly bytes: number
  /** Entries between two prunings. */
  readonly interval: number
}

export const defaultKept: KeptLimits = { entries: 10_000, bytes: 32 * 1024 * 1024, interval: 500 }

/** Entries in the database: those that were applied lately, and those that were adopted from another node. Runs within the caller's transactions. */
export class KeptLog {
  readonly limits: KeptLimits
  #db: DatabaseSync
  #bytes: number
  #insert: StatementSync
  #select: StatementSync

  constructor(db: DatabaseSync, limits: KeptLimits) {
    this.limits = limits
    this.#db = db
    this.#insert = db.prepare('INSERT OR REPLACE INTO log (revision, id, body, chain) VALUES (?, ?, ?, ?)')
    this.#select = db.prepare('SELECT id, body FROM log WHERE revision >= ? ORDER BY revision')
    this.#bytes = this.#bytesBefore(Number.MAX_SAFE_INTEGER)
  }

  /** Entries with the same numbers give way. `chain`: of the order before them. Counted when the transaction is through: see `added`. */
  add(from: number, entries: readonly Entry[], chain: number): void {
    let index = from
    let order = chain
    for (const { id, body } of entries) {
      order = link(order, id)
      this.#insert.run(index++, id, body, order)
    }
  }

  added(entries: readonly Entry[]): void {
    for (const { body } of entries) this.#bytes += body.length
  }

  /** At least one, if there is one, and no more than these bytes. */
  read(from: number, bytes: number): Entry[] {
    const entries: Entry[] = []
    let size = 0
    for (const row of this.#select.iterate(from)) {
      const body = String(row.body)
      size += body.length
      if (size > bytes && entries.length) break
      entries.push({ id: String(row.id), body })
    }
    return entries
  }

  /** Of the order up to an entry; undefined: it is not kept. */
  chainAt(revision: number): number | undefined {
    const row = this.#db.prepare('SELECT chain FROM log WHERE revision = ?').get(revision)
    return row && Number(row.chain)
  }

  removeFrom(from: number): void {
    this.#db.prepare('DELETE FROM log WHERE revision >= ?').run(from)
  }

  removeTo(to: number): void {
    this.#db.prepare('DELETE FROM log WHERE revision <= ?').run(to)
  }

  /** Drops what is old or too much. Returns from where on there is something now. */
  prune(keptFrom: number, applied: number): number {
    const { entries, bytes } = this.limits
    let from = Math.max(keptFrom, applied - entries)
    if (this.#bytes > bytes) from = Math.max(from, applied - Math.floor(((applied - keptFrom) * bytes) / this.#bytes / 2))
    this.#bytes -= this.#bytesBefore(from)
    this.#db.prepare('DELETE FROM log WHERE revision < ?').run(from)
    return from
  }

  #bytesBefore(revision: number): number {
    const row = this.#db.prepare('SELECT ifnull(sum(length(body)), 0) AS bytes FROM log WHERE revision < ?').get(revision)
    return Number(row?.bytes)
  }
}

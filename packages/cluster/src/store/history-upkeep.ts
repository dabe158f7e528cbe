import type { DatabaseSync } from 'node:sqlite'
import { defaultHistoryLimits, type History, type HistoryLimits } from '../state/history.ts'

const everyMs = 60_000

/** Prunes the history now and then, some entries at a time. What is kept is each node's own affair. */
export class HistoryUpkeep implements Disposable {
  #db: DatabaseSync
  #history: History
  #limits: HistoryLimits
  #timer: NodeJS.Timeout

  constructor(db: DatabaseSync, history: History, limits: HistoryLimits = defaultHistoryLimits) {
    this.#db = db
    this.#history = history
    this.#limits = limits
    this.#timer = setInterval(() => this.#prune(), everyMs).unref()
    this.#prune()
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer)
  }

  #prune(): void {
    if (!this.#db.isOpen) return
    this.#db.exec('BEGIN IMMEDIATE')
    const more = this.#history.prune(this.#limits, Date.now())
    this.#db.exec('COMMIT')
    if (more) setImmediate(() => this.#prune())
  }
}

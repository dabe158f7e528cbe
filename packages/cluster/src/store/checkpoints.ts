import type { DatabaseSync, StatementSync } from 'node:sqlite'

const quietMs = 300
/** Fewer are not worth a sync. */
const leastChanges = 100

/**
 * Moves what is in the write-ahead log into the database when nobody writes: SQLite does it by itself within the change
 * that fills the log, and whoever waits for that one waits for some ten milliseconds more.
 */
export class Checkpoints implements Disposable {
  #db: DatabaseSync
  #checkpoint: StatementSync
  #changes = 0
  #timer: NodeJS.Timeout | undefined

  constructor(db: DatabaseSync) {
    this.#db = db
    this.#checkpoint = db.prepare('PRAGMA wal_checkpoint(PASSIVE)')
  }

  changed(): void {
    if (++this.#changes < leastChanges) return
    if (this.#timer) this.#timer.refresh()
    else this.#timer = setTimeout(() => this.#move(), quietMs).unref()
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer)
  }

  #move(): void {
    this.#timer = undefined
    this.#changes = 0
    if (!this.#db.isOpen) return
    try {
      this.#checkpoint.get()
    } catch {
      // A disk that is full, or refuses, says so to the next change too, which knows what to do; what is in the log stays there.
    }
  }
}

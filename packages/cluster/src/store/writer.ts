import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Author } from '../config-store.ts'
import { defaultHistoryLimits, History, type HistoryLimits } from '../state/history.ts'
import { StateMachine } from '../state/state-machine.ts'
import type { Applied, TreeChange } from '../state/tree-change.ts'

interface Request {
  readonly changes: readonly TreeChange[]
  readonly author: Author
  /** Number that its client gave the request: one that comes again after a broken connection is not made twice. */
  readonly ticket?: { readonly client: string; readonly number: number }
  readonly resolve: (applied: Applied) => void
  readonly reject: (error: unknown) => void
}

const commitsPerUpkeep = 1000
/** Removed paths that are remembered for caches. */
const removalsKept = 100_000
const ticketsKept = 10_000

/**
 * The one writer. Requests that arrive together share a transaction; each is applied whole or refused, in the order of
 * arrival, and answered after the commit. A transaction never spans two turns of the event loop, so whoever reads over
 * the writer's connection sees only what is committed.
 */
export class Writer {
  readonly machine: StateMachine
  #db: DatabaseSync
  #history: History
  #limits: HistoryLimits
  #node: string
  #queue: Request[] = []
  #scheduled: NodeJS.Immediate | undefined
  #onCommit: (applied: Applied) => void
  #commits = 0
  #begin: StatementSync
  #commit: StatementSync
  #savepoint: StatementSync
  #release: StatementSync
  #undo: StatementSync
  #findTicket: StatementSync
  #addTicket: StatementSync

  /** `onCommit` is called for every commit, in order, before its author gets the answer. */
  constructor(db: DatabaseSync, node: string, onCommit: (applied: Applied) => void, limits: HistoryLimits = defaultHistoryLimits) {
    this.#db = db
    this.#node = node
    this.#onCommit = onCommit
    this.#limits = limits
    this.#history = new History(db)
    this.machine = new StateMachine(db, this.#history)
    this.#begin = db.prepare('BEGIN IMMEDIATE')
    this.#commit = db.prepare('COMMIT')
    this.#savepoint = db.prepare('SAVEPOINT one')
    this.#release = db.prepare('RELEASE one')
    this.#undo = db.prepare('ROLLBACK TO one')
    this.#findTicket = db.prepare('SELECT revision FROM applied WHERE client = ? AND number = ?')
    this.#addTicket = db.prepare('INSERT INTO applied (client, number, revision) VALUES (?, ?, ?)')
    this.upkeep()
  }

  submit(changes: readonly TreeChange[], author: Author, ticket?: Request['ticket']): Promise<Applied> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ changes, author, resolve, reject, ...(ticket && { ticket }) })
      this.#scheduled ??= setImmediate(() => this.flush())
    })
  }

  /** Commits what waits. */
  flush(): void {
    clearImmediate(this.#scheduled)
    this.#scheduled = undefined
    const batch = this.#queue
    if (!batch.length) return
    this.#queue = []
    const results: { request: Request; applied?: Applied; refused?: unknown }[] = []
    try {
      this.#begin.run()
      for (const request of batch) {
        try {
          results.push({ request, applied: this.#applyOrUndo(request) })
        } catch (refused) {
          results.push({ request, refused })
        }
      }
      this.#commit.run()
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK')
      for (const request of batch) request.reject(error)
      return
    }
    for (const { request, applied, refused } of results) {
      if (!applied) {
        request.reject(refused)
        continue
      }
      if (applied.paths.length) this.#onCommit(applied)
      request.resolve(applied)
    }
    this.#commits += batch.length
    if (this.#commits < commitsPerUpkeep) return
    this.#commits = 0
    setImmediate(() => this.upkeep())
  }

  #applyOrUndo(request: Request): Applied {
    const { changes, author, ticket } = request
    if (ticket) {
      const done = this.#findTicket.get(ticket.client, ticket.number)
      if (done) return { revision: Number(done.revision), paths: [] }
    }
    this.#savepoint.run()
    try {
      const meta = { time: Date.now(), node: this.#node, authid: author.authid, ...(author.upid !== undefined && { upid: author.upid }) }
      const applied = this.machine.apply(changes, meta)
      if (ticket) this.#addTicket.run(ticket.client, ticket.number, applied.revision)
      this.#release.run()
      return applied
    } catch (error) {
      this.#undo.run()
      this.#release.run()
      throw error
    }
  }

  /** Prunes history and what is remembered for caches and repeated requests. */
  upkeep(): void {
    if (!this.#db.isOpen) return
    this.#db.exec('BEGIN IMMEDIATE')
    const more = this.#history.prune(this.#limits, Date.now())
    const { revision } = this.machine.tree.counters()
    this.#db.prepare('DELETE FROM applied WHERE revision < ?').run(revision - ticketsKept)
    this.#forgetRemovals()
    this.#db.exec('COMMIT')
    if (more) setImmediate(() => this.upkeep())
  }
  #forgetRemovals(): void {
    const newest = this.#db.prepare('SELECT revision FROM removal ORDER BY revision DESC LIMIT 1 OFFSET ?').get(removalsKept)
    if (!newest) return
    const floor = Number(newest.revision)
    this.#db.prepare('DELETE FROM removal WHERE revision <= ?').run(floor)
    this.#db.prepare('UPDATE state SET removal_floor = ?').run(floor)
  }
}

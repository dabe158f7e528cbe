/**
 * Everything that the store is told to do, applied in order: a deterministic function of the order, so that every node
 * that applies the same entries has the same tree, locks and reservations, and gives the same answers.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Operation } from '../replica/operation.ts'
import type { History } from './history.ts'
import { LockState } from './lock-state.ts'
import { ReservationState } from './reservation-state.ts'
import { StateMachine } from './state-machine.ts'

/** What an operation came to. */
export interface Applied {
  readonly operation: Operation
  /** Its number in the order. */
  readonly revision: number
  /** commit: the revision; lock, renew, unlock, expire: see LockState; reserve: the id */
  readonly value?: number | boolean
  /** A Failure: nothing was changed. */
  readonly refused?: unknown
  /** Files (no folders) that were written, removed or renamed, in order. */
  readonly paths: readonly string[]
}

/** An operation was refused that was not kept apart from those before it: the transaction is to be rolled back and done again with `apart`. */
export class ToBeDoneApart extends Error {}

/**
 * Runs work in a transaction of its own. At first all of its operations share it as they are: SQLite keeps a copy of
 * whatever changes within a savepoint, which costs as much as the change. Only where one is refused, which is rare, all is
 * done again with a savepoint for each.
 */
export function transact<T>(work: (apart: boolean) => T, attempt: (work: () => T) => T): T {
  try {
    return attempt(() => work(false))
  } catch (error) {
    if (!(error instanceof ToBeDoneApart)) throw error
    return attempt(() => work(true))
  }
}

/** SQLite's code for what the rules of the tables do not allow: the same on every node. */
const constraint = 19

/** The disk of this node refuses, or its memory: it says nothing about the operation. */
function isOfDisk(error: unknown): boolean {
  if (!(error instanceof Error) || !('errcode' in error)) return false
  return (Number(error.errcode) & 0xff) !== constraint
}

/** What is remembered for entries that come again. */
const remembered = 10_000
const entriesPerPruning = 1000
/** An entry that comes again is known when it was made as this number or later. The same on every node, however it got there. */
export function rememberedFrom(revision: number): number {
  return revision - (revision % entriesPerPruning) - remembered
}

/** Removed paths that are remembered for caches. */
const removalsKept = 100_000

export class Operations {
  readonly machine: StateMachine
  readonly locks: LockState
  readonly reservations: ReservationState
  #db: DatabaseSync
  #begin: StatementSync
  #commit: StatementSync
  #savepoint: StatementSync
  #release: StatementSync
  #undo: StatementSync
  #find: StatementSync
  #remember: StatementSync

  constructor(db: DatabaseSync, history: History) {
    this.#db = db
    this.machine = new StateMachine(db, history)
    this.locks = new LockState(db)
    this.reservations = new ReservationState(db, this.machine.tree)
    this.#begin = db.prepare('BEGIN IMMEDIATE')
    this.#commit = db.prepare('COMMIT')
    this.#savepoint = db.prepare('SAVEPOINT one')
    this.#release = db.prepare('RELEASE one')
    this.#undo = db.prepare('ROLLBACK TO one')
    this.#find = db.prepare('SELECT value FROM applied WHERE id = ?')
    this.#remember = db.prepare('INSERT INTO applied (id, value, revision) VALUES (?, ?, ?)')
  }

  /** All of it or nothing. */
  transaction<T>(work: () => T): T {
    this.#begin.run()
    try {
      const result = work()
      this.#commit.run()
      return result
    } catch (error) {
      this.machine.tree.forget()
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK')
      throw error
    }
  }

  /**
   * Runs within the caller's transaction; see `transact`. A refused operation leaves no trace in it. `id`: '' for one that
   * cannot come again. `revision` is higher than any before.
   */
  apply(id: string, operation: Operation, revision: number, apart: boolean): Applied {
    if (revision % entriesPerPruning === 0) this.#prune(revision)
    const { kind } = operation
    if (kind !== 'commit' && kind !== 'reserve') return { operation, revision, paths: [], ...this.#applyLock(operation, revision) }
    const before = id === '' ? undefined : this.#find.get(id)
    if (before) return { operation, revision, value: Number(before.value), paths: [] }
    if (apart) this.#savepoint.run()
    try {
      const applied = this.#applyNew(operation, revision)
      if (id !== '') this.#remember.run(id, applied.value, revision)
      if (apart) this.#release.run()
      return applied
    } catch (refused) {
      if (isOfDisk(refused)) throw refused
      if (!apart) throw new ToBeDoneApart()
      this.#undo.run()
      this.machine.tree.forget()
      this.#release.run()
      return { operation, revision, refused, paths: [] }
    }
  }

  #applyNew(operation: Extract<Operation, { kind: 'commit' | 'reserve' }>, revision: number): Applied & { value: number } {
    if (operation.kind === 'commit') {
      const { paths } = this.machine.apply(operation.changes, operation.meta, revision)
      return { operation, revision, value: revision, paths }
    }
    const { want, lower, upper, owner } = operation
    return { operation, revision, value: this.reservations.reserve(want, { lower, upper }, owner, revision), paths: [] }
  }

  #applyLock(operation: Exclude<Operation, { kind: 'commit' | 'reserve' }>, revision: number): { value?: boolean } {
    switch (operation.kind) {
      case 'lock':
        return { value: this.locks.lock(operation.name, operation.token, operation.ttlMs, operation.node, revision) }
      case 'renew':
        return { value: this.locks.renew(operation.name, operation.token) }
      case 'unlock':
        return { value: this.locks.unlock(operation.name, operation.token) }
      case 'expire':
        return { value: this.locks.expire(operation.name, operation.token, operation.renewals) }
      case 'unreserve':
        this.reservations.end(operation.vmid, operation.serial)
        return {}
    }
  }

  #prune(revision: number): void {
    this.#db.prepare('DELETE FROM applied WHERE revision < ?').run(rememberedFrom(revision))
    const newest = this.#db.prepare('SELECT revision FROM removal ORDER BY revision DESC LIMIT 1 OFFSET ?').get(removalsKept)
    if (!newest) return
    const floor = Number(newest.revision)
    this.#db.prepare('DELETE FROM removal WHERE revision <= ?').run(floor)
    this.#db.prepare('UPDATE state SET removal_floor = ?').run(floor)
  }
}

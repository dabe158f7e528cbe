import { dirname, join } from 'node:path'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { transact, type Operations } from '../state/operations.ts'
import { link } from './chain.ts'
import type { SnapshotPart } from './message.ts'
import { decodeOperation, type Entry } from './operation.ts'
import { defaultKept, KeptLog } from './kept-log.ts'
import { PendingFile } from './pending-file.ts'
import { SnapshotSink } from './snapshot-sink.ts'
import { SnapshotSource } from './snapshot-source.ts'
import { closedCleanly, readStanding, writeStanding, type Standing } from './standing.ts'
import type { Outcome, ReplicaStorage } from './storage.ts'

const partBytes = 256 * 1024

/** Told of a state that comes from another node in place of this one's. */
export interface Replacement {
  /** What is here is about to be given up as a whole. Where this throws, it stays. */
  begins?(): void
  /** `since`: the revision before */
  done?(since: number): void
}

/** A node's part of the replicated store in its database. */
export class SqliteStorage implements ReplicaStorage {
  #db: DatabaseSync
  #operations: Operations
  #boot: string
  #standing: Standing
  /** As the transaction that is under way makes it. */
  #next: Standing
  #applied: number
  #chain: number
  /** Entries of the log that are not applied. */
  #pending: Entry[]
  #pendingFile: PendingFile
  #chains: number[] = []
  #log: KeptLog
  #replacement: Replacement
  #source: SnapshotSource
  #sink: SnapshotSink
  #unclean: boolean
  #setState: StatementSync

  /** `boot`: changes with every start of the machine. */
  constructor(db: DatabaseSync, operations: Operations, file: string, boot: string, replacement: Replacement = {}, kept = defaultKept) {
    this.#replacement = replacement
    this.#db = db
    this.#operations = operations
    this.#boot = boot
    this.#log = new KeptLog(db, kept)
    this.#setState = db.prepare('UPDATE state SET revision = ?, chain = ?')
    this.#source = new SnapshotSource(file)
    this.#sink = new SnapshotSink(db)
    this.#standing = this.#next = readStanding(db)
    const state = db.prepare('SELECT revision, chain FROM state').get()
    this.#applied = Number(state?.revision)
    this.#chain = Number(state?.chain)
    this.#pendingFile = new PendingFile(join(dirname(file), 'pending.log'))
    const adopted = this.#log.read(this.#applied + 1, Infinity)
    const { generation } = this.#standing
    this.#pending = [...adopted, ...this.#pendingFile.read(generation, this.#applied + 1 + adopted.length)]
    this.#countChains()
    this.#unclean = ![boot, closedCleanly].includes(this.#standing.boot)
  }

  get cluster(): string {
    return this.#standing.cluster
  }
  get promised(): number {
    return this.#standing.promised
  }
  get installed(): number {
    return this.#standing.installed
  }
  get members(): readonly number[] {
    return this.#standing.members
  }
  get unclean(): boolean {
    return this.#unclean
  }
  get lost(): boolean {
    return this.#standing.lost
  }
  get keptFrom(): number {
    return this.#standing.keptFrom
  }
  get applied(): number {
    return this.#applied
  }
  get last(): number {
    return this.#applied + this.#pending.length
  }

  chainAt(index: number): number {
    return index <= this.#applied ? this.#chain : (this.#chains[index - this.#applied - 1] ?? this.#chain)
  }

  keptChain(index: number): number | undefined {
    if (index >= this.#applied) return index <= this.last ? this.chainAt(index) : undefined
    return this.#log.chainAt(index)
  }

  digest(): string {
    return String(this.#db.prepare('SELECT digest FROM state').get()?.digest)
  }

  promise(epoch: number): void {
    this.#synced(() => this.#setStanding({ promised: Math.max(epoch, this.promised) }))
  }

  install(epoch: number, members: readonly number[]): void {
    this.#synced(() => this.#setStanding({ installed: epoch, members, lost: false, boot: this.#boot }))
  }

  append(entries: readonly Entry[]): void {
    this.#pendingFile.append(this.#standing.generation, this.last + 1, entries)
    this.#pending.push(...entries)
    this.#countChains()
  }

  commit(to: number): Outcome[] {
    const entries = this.#pending.slice(0, to - this.#applied)
    const outcomes = this.applyCommitted(entries)
    if (!this.#pending.length) this.#pendingFile.allApplied()
    return outcomes
  }

  applyCommitted(entries: readonly Entry[]): Outcome[] {
    const outcomes = transact(
      apart => {
        this.#log.add(this.#applied + 1, entries, this.#chain)
        return this.#apply(entries, apart)
      },
      work => this.#transaction(work),
    )
    this.#log.added(entries)
    this.#pending = this.#pending.slice(entries.length)
    this.#countChains()
    return outcomes
  }

  adopt(epoch: number, members: readonly number[], tail: readonly Entry[]): void {
    this.#transaction(() => {
      this.#log.removeFrom(this.#applied + 1)
      this.#log.add(this.#applied + 1, tail, this.#chain)
      this.#setStanding({ installed: epoch, members, generation: this.#standing.generation + 1 })
    })
    this.#log.added(tail)
    this.#pending = [...tail]
    this.#countChains()
  }

  entries(from: number): readonly Entry[] | undefined {
    if (from < this.keptFrom) return undefined
    const applied = from > this.#applied ? [] : this.#log.read(from, partBytes)
    const next = from + applied.length
    return next > this.#applied ? [...applied, ...this.#pending.slice(next - this.#applied - 1)] : applied
  }

  snapshot(since: number, cursor: string | undefined): SnapshotPart {
    return this.#source.part(since, cursor)
  }

  takeSnapshot(part: SnapshotPart, first: boolean): void {
    this.#sink.take(part, first)
    if (part.next !== undefined) return
    const before = this.#applied
    if (before > 0 && this.#sink.isWhole) this.#replacement.begins?.()
    const from = this.#transaction(() => {
      const { since, revision, chain } = this.#sink.finish()
      this.#log.removeTo(revision)
      this.#setStanding({ keptFrom: revision + 1 })
      // It had gone another way: what it holds beyond belongs to that.
      if (revision < before) this.#dropPending()
      this.#afterCommit.push(() => {
        this.#applied = revision
        this.#chain = chain
      })
      return since
    })
    this.#operations.machine.tree.forget()
    this.#pending = this.#pending.slice(Math.max(0, this.#applied - before))
    this.#countChains()
    this.#replacement.done?.(from)
  }

  /** To be called last: the next start finds everything in good order. */
  close(): void {
    this.#source.close()
    if (!this.#unclean) this.#synced(() => this.#setStanding({ boot: closedCleanly }))
    this.#pendingFile.close()
  }

  #dropPending(): void {
    this.#log.removeFrom(0)
    this.#setStanding({ generation: this.#standing.generation + 1 })
    this.#afterCommit.push(() => (this.#pending = []))
  }

  #apply(entries: readonly Entry[], apart: boolean): Outcome[] {
    let applied = this.#applied
    let chain = this.#chain
    const outcomes = entries.map((entry): Outcome => {
      const value = this.#operations.apply(entry.id, decodeOperation(entry.body), ++applied, apart)
      chain = link(chain, entry.id)
      return { entry, value }
    })
    this.#setState.run(applied, chain)
    const { interval } = this.#log.limits
    if (Math.floor(applied / interval) > Math.floor(this.#applied / interval))
      this.#setStanding({ keptFrom: this.#log.prune(this.keptFrom, applied) })
    this.#afterCommit.push(() => {
      this.#applied = applied
      this.#chain = chain
    })
    return outcomes
  }

  #countChains(): void {
    let chain = this.#chain
    this.#chains = this.#pending.map(({ id }) => (chain = link(chain, id)))
  }

  /** Within a transaction it counts when that is through. */
  #setStanding(change: Partial<Standing>): void {
    const next = { ...this.#next, ...change }
    writeStanding(this.#db, next)
    this.#next = next
    this.#afterCommit.push(() => {
      this.#standing = next
      this.#unclean &&= next.boot !== this.#boot
    })
    if (!this.#db.isTransaction) this.#settle()
  }

  #afterCommit: (() => void)[] = []

  #settle(): void {
    const done = this.#afterCommit
    this.#afterCommit = []
    for (const one of done) one()
  }

  #transaction<T>(work: () => T): T {
    try {
      const result = this.#operations.transaction(work)
      this.#settle()
      return result
    } catch (error) {
      this.#afterCommit = []
      this.#next = this.#standing
      throw error
    }
  }

  /** Survives a loss of power. */
  #synced(work: () => void): void {
    this.#pendingFile.sync()
    this.#db.exec('PRAGMA synchronous = FULL')
    try {
      work()
    } finally {
      this.#db.exec('PRAGMA synchronous = NORMAL')
    }
  }
}

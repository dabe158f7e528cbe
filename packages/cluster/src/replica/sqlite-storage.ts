import { randomInt } from 'node:crypto'
import { dirname, join } from 'node:path'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Operations } from '../state/operations.ts'
import { link } from './chain.ts'
import type { SnapshotPart } from './message.ts'
import { decodeOperation, type Entry } from './operation.ts'
import { PendingFile } from './pending-file.ts'
import { SnapshotSink } from './snapshot-sink.ts'
import { SnapshotSource } from './snapshot-source.ts'
import type { Outcome, ReplicaStorage } from './storage.ts'

interface Standing {
  readonly cluster: string
  readonly promised: number
  readonly installed: number
  readonly members: readonly number[]
  readonly keptFrom: number
  /** Of the file of pending entries; see PendingFile. */
  readonly generation: number
  readonly lost: boolean
  readonly boot: string
}

/** The log that stays at hand for nodes that were away for a while. */
const keptEntries = 10_000
const keptBytes = 32 * 1024 * 1024
const entriesPerPruning = 500
const partBytes = 256 * 1024

/** Of a fresh database: lines of an older one's file mean nothing to it. */
const newGeneration = () => randomInt(2 ** 47)

/** In place of a boot's id: the database was closed in good order. */
const closedCleanly = 'closed'

/** The first node of a cluster: what its tree holds is what the cluster begins with. Runs within no transaction. */
export function foundCluster(db: DatabaseSync, cluster: string, node: number): void {
  const revision = Number(db.prepare('SELECT revision FROM state').get()?.revision)
  db.prepare('INSERT OR REPLACE INTO replica VALUES (1, ?, 1, 1, ?, ?, ?, 0, ?)').run(
    cluster,
    JSON.stringify([node]),
    revision + 1,
    newGeneration(),
    closedCleanly,
  )
}

/** A node that has nothing yet. `lost`: it had something once. */
export function joinCluster(db: DatabaseSync, cluster: string, lost: boolean): void {
  db.prepare("INSERT OR REPLACE INTO replica VALUES (1, ?, 0, 0, '[]', 1, ?, ?, ?)").run(
    cluster,
    newGeneration(),
    lost ? 1 : 0,
    closedCleanly,
  )
}

/** A node's part of the replicated store in its database. */
export class SqliteStorage implements ReplicaStorage {
  #db: DatabaseSync
  #operations: Operations
  #boot: string
  #standing: Standing
  #applied: number
  #chain: number
  /** Entries of the log that are not applied. */
  #pending: Entry[]
  #pendingFile: PendingFile
  #chains: number[] = []
  #logBytes: number
  #replaced: (since: number) => void
  #source: SnapshotSource
  #sink: SnapshotSink
  #unclean: boolean
  #insert: StatementSync
  #setState: StatementSync

  /** `boot`: changes with every start of the machine. `replaced` is told when the state came whole from another node, with the revision before. */
  constructor(db: DatabaseSync, operations: Operations, file: string, boot: string, replaced: (since: number) => void = () => {}) {
    this.#replaced = replaced
    this.#db = db
    this.#operations = operations
    this.#boot = boot
    this.#insert = db.prepare('INSERT OR REPLACE INTO log (revision, id, body) VALUES (?, ?, ?)')
    this.#setState = db.prepare('UPDATE state SET revision = ?, chain = ?')
    this.#source = new SnapshotSource(file)
    this.#sink = new SnapshotSink(db)
    this.#standing = this.#readStanding()
    const state = db.prepare('SELECT revision, chain FROM state').get()
    this.#applied = Number(state?.revision)
    this.#chain = Number(state?.chain)
    this.#pendingFile = new PendingFile(join(dirname(file), 'pending.log'))
    const adopted = this.#readLog(this.#applied + 1, Infinity)
    const { generation } = this.#standing
    this.#pending = [...adopted, ...this.#pendingFile.read(generation, this.#applied + 1 + adopted.length)]
    this.#countChains()
    this.#logBytes = Number(db.prepare('SELECT ifnull(sum(length(body)), 0) AS bytes FROM log').get()?.bytes)
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
    const outcomes = this.#transaction(() => {
      this.#addToLog(this.#applied + 1, entries)
      return this.#apply(entries)
    })
    this.#pending = this.#pending.slice(entries.length)
    this.#countChains()
    return outcomes
  }

  adopt(epoch: number, members: readonly number[], tail: readonly Entry[]): void {
    this.#transaction(() => {
      this.#db.prepare('DELETE FROM log WHERE revision > ?').run(this.#applied)
      this.#addToLog(this.#applied + 1, tail)
      this.#setStanding({ installed: epoch, members, generation: this.#standing.generation + 1 })
    })
    this.#pending = [...tail]
    this.#countChains()
  }

  entries(from: number): readonly Entry[] | undefined {
    if (from < this.keptFrom) return undefined
    const applied = from > this.#applied ? [] : this.#readLog(from, partBytes)
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
    this.#transaction(() => {
      const { revision, chain } = this.#sink.finish()
      this.#db.prepare('DELETE FROM log WHERE revision <= ?').run(revision)
      this.#setStanding({ keptFrom: revision + 1 })
      this.#afterCommit.push(() => {
        this.#applied = revision
        this.#chain = chain
      })
    })
    this.#pending = this.#pending.slice(Math.max(0, this.#applied - before))
    this.#countChains()
    this.#replaced(before)
  }

  /** To be called last: the next start finds everything in good order. */
  close(): void {
    this.#source.close()
    if (!this.#unclean) this.#synced(() => this.#setStanding({ boot: closedCleanly }))
    this.#pendingFile.close()
  }

  #apply(entries: readonly Entry[]): Outcome[] {
    let applied = this.#applied
    let chain = this.#chain
    const outcomes = entries.map((entry): Outcome => {
      const value = this.#operations.apply(entry.id, decodeOperation(entry.body), ++applied)
      chain = link(chain, entry.id)
      return { entry, value }
    })
    this.#setState.run(applied, chain)
    if (Math.floor(applied / entriesPerPruning) > Math.floor(this.#applied / entriesPerPruning)) this.#pruneLog(applied)
    this.#afterCommit.push(() => {
      this.#applied = applied
      this.#chain = chain
    })
    return outcomes
  }

  #pruneLog(applied: number): void {
    let from = Math.max(this.keptFrom, applied - keptEntries)
    if (this.#logBytes > keptBytes)
      from = Math.max(from, applied - Math.floor(((applied - this.keptFrom) * keptBytes) / this.#logBytes / 2))
    const { bytes } = this.#db.prepare('SELECT ifnull(sum(length(body)), 0) AS bytes FROM log WHERE revision < ?').get(from) ?? {}
    this.#db.prepare('DELETE FROM log WHERE revision < ?').run(from)
    this.#logBytes -= Number(bytes)
    this.#setStanding({ keptFrom: from })
  }

  #addToLog(from: number, entries: readonly Entry[]): void {
    let index = from
    for (const { id, body } of entries) {
      this.#insert.run(index++, id, body)
      this.#logBytes += body.length
    }
  }

  #readLog(from: number, bytes: number): Entry[] {
    const entries: Entry[] = []
    let size = 0
    for (const row of this.#db.prepare('SELECT id, body FROM log WHERE revision >= ? ORDER BY revision').iterate(from)) {
      const body = String(row.body)
      size += body.length
      if (size > bytes && entries.length) break
      entries.push({ id: String(row.id), body })
    }
    return entries
  }

  #countChains(): void {
    let chain = this.#chain
    this.#chains = this.#pending.map(({ id }) => (chain = link(chain, id)))
  }

  #readStanding(): Standing {
    const row = this.#db.prepare('SELECT * FROM replica').get()
    if (!row) throw new Error('this database belongs to no cluster')
    return {
      cluster: String(row.cluster),
      promised: Number(row.promised),
      installed: Number(row.installed),
      members: JSON.parse(String(row.members)) as number[],
      keptFrom: Number(row.kept_from),
      generation: Number(row.generation),
      lost: row.lost === 1,
      boot: String(row.boot),
    }
  }

  #setStanding(change: Partial<Standing>): void {
    const next = { ...this.#standing, ...change }
    const { promised, installed, members, keptFrom, generation, lost, boot } = next
    this.#db
      .prepare('UPDATE replica SET promised = ?, installed = ?, members = ?, kept_from = ?, generation = ?, lost = ?, boot = ?')
      .run(promised, installed, JSON.stringify(members), keptFrom, generation, lost ? 1 : 0, boot)
    this.#afterCommit.push(() => {
      this.#standing = next
      this.#unclean &&= boot !== this.#boot
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
    const bytes = this.#logBytes
    this.#db.exec('BEGIN IMMEDIATE')
    try {
      const result = work()
      this.#db.exec('COMMIT')
      this.#settle()
      return result
    } catch (error) {
      this.#afterCommit = []
      this.#logBytes = bytes
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK')
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

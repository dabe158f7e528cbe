import type { DatabaseSync } from 'node:sqlite'
import { entrySum } from '../state/entry-sum.ts'
import { rememberedFrom } from '../state/operations.ts'
import { topIno } from '../state/schema.ts'
import type { SnapshotPart } from './message.ts'
import { WentAnotherWay } from './storage.ts'
import { fromWire, sections, type SnapshotRows } from './snapshot-sections.ts'

/** Takes a snapshot in parts, aside, and puts it in place of the state in one transaction. */
export class SnapshotSink {
  #db: DatabaseSync
  #isWhole = false

  constructor(db: DatabaseSync) {
    this.#db = db
  }

  /** It takes nothing of what is here. */
  get isWhole(): boolean {
    return this.#isWhole
  }

  take(part: SnapshotPart, first: boolean): void {
    const rows = part.rows as SnapshotRows
    this.#db.exec('CREATE TABLE IF NOT EXISTS incoming (id INTEGER PRIMARY KEY, part TEXT NOT NULL) STRICT')
    // A part with the state is the first one, also where the source had to begin anew.
    if (first || rows.state) this.#db.exec('DELETE FROM incoming')
    if (rows.state) this.#isWhole = rows.state.since === 0
    this.#db.prepare('INSERT INTO incoming (part) VALUES (?)').run(JSON.stringify(rows))
  }

  /** Runs within the caller's transaction. Throws when what came together is not what the source has. */
  finish(): { since: number; revision: number; chain: number } {
    const parts = this.#db.prepare('SELECT part FROM incoming ORDER BY id').all()
    let state: SnapshotRows['state']
    const folders = new Set<number>()
    for (const [at, { part }] of parts.entries()) {
      const rows = JSON.parse(String(part)) as SnapshotRows
      state ??= rows.state
      if (at === 0) this.#makeRoom(state?.since ?? 0)
      this.#insert(rows, folders)
    }
    if (!state) throw new Error('the copy of the config tree is not whole')
    this.#dropFolders(folders)
    this.#db.exec('DELETE FROM removal WHERE path IN (SELECT path FROM entry); DROP TABLE incoming')
    // What the source has forgotten.
    this.#db.prepare('DELETE FROM removal WHERE revision <= ?').run(Number(state.values.removal_floor))
    this.#db.prepare('DELETE FROM applied WHERE revision < ?').run(rememberedFrom(Number(state.values.revision)))
    for (const [column, value] of Object.entries(state.values)) {
      if (column !== 'id') this.#db.prepare(`UPDATE state SET "${column.replaceAll('"', '')}" = ?`).run(fromWire(value))
    }
    if (!this.#has(Number(state.values.digest))) {
      const text = 'the copy of the config tree is not what the other node has'
      throw state.since > 0 ? new WentAnotherWay(text) : new Error(text)
    }
    return { since: state.since, revision: Number(state.values.revision), chain: Number(state.values.chain) }
  }

  #makeRoom(since: number): void {
    this.#db.exec('DELETE FROM lock; DELETE FROM lock_line; DELETE FROM reservation')
    if (since === 0) this.#db.exec('DELETE FROM entry; DELETE FROM removal; DELETE FROM applied; DELETE FROM history')
  }

  #insert({ section, rows }: SnapshotRows, folders: Set<number>): void {
    const { table, columns } = sections[section]
    const insert = this.#db.prepare(`INSERT OR REPLACE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)
    const remove = section === 'removal' ? this.#db.prepare('DELETE FROM entry WHERE path = ? AND folder = 0 AND revision < ?') : undefined
    for (const row of rows) {
      const values = row.map(fromWire)
      if (table === 'entry') checkSum(columns, values)
      insert.run(...values)
      if (section === 'folders') folders.add(Number(values[0]))
      const [path, revision] = values
      if (remove && typeof path === 'string') remove.run(path, Number(revision))
    }
  }

  #dropFolders(there: ReadonlySet<number>): void {
    for (const { ino } of this.#db.prepare('SELECT ino FROM entry WHERE folder = 1').all()) {
      if (!there.has(Number(ino))) this.#db.prepare('DELETE FROM entry WHERE ino = ?').run(Number(ino))
    }
  }

  #has(digest: number): boolean {
    const row = this.#db.prepare('SELECT sum(sum) & 281474976710655 AS digest FROM entry WHERE ino <> 1').get()
    return Number(row?.digest) === digest
  }
}

function checkSum(columns: readonly string[], values: readonly ReturnType<typeof fromWire>[]): void {
  const value = (column: string) => values[columns.indexOf(column)]
  const content = value('content')
  const entry = {
    ino: Number(value('ino')),
    path: String(value('path')),
    folder: value('folder') === 1,
    revision: Number(value('revision')),
  }
  if (entry.ino === topIno) return
  if (entrySum(entry, content instanceof Uint8Array ? content : undefined) !== value('sum'))
    throw new Error(`the other node's copy of ${entry.path} is damaged`)
}

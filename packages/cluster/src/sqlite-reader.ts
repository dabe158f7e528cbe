import { statSync } from 'node:fs'
import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite'
import type { Root } from '@quorate/host'
import type { ConfigReader, StoredFile } from './config-store.ts'
import type { Past } from './past.ts'
import { SqlitePast } from './sqlite-past.ts'
import { databaseFile, openForReading } from './state/open-database.ts'
import { rangeBelow } from './state/tree-state.ts'
import { storedText } from './stored-text.ts'

type Row = Record<string, SQLOutputValue>

function fileOf(row: Row): StoredFile {
  return {
    path: String(row.path),
    text: storedText(row.content),
    revision: Number(row.revision),
    mtime: Math.floor(Number(row.mtime) / 1000),
  }
}

const inodeOf = (root: Pick<Root, 'state'>) => statSync(databaseFile(root)).ino

/** Reads the database directly over a connection of its own; needs no running store. */
export class SqliteReader implements ConfigReader, Disposable {
  readonly past: Past
  #db: DatabaseSync
  #dataVersion: StatementSync
  #revision: StatementSync
  #read: StatementSync
  #list: StatementSync
  #all: StatementSync
  #changed: StatementSync
  #removed: StatementSync
  #seenVersion: SQLOutputValue | undefined
  #seenRevision = 0

  #inode: number

  constructor(root: Pick<Root, 'state'>, atRest = false) {
    const db = openForReading(root, atRest)
    this.#db = db
    this.#inode = inodeOf(root)
    this.past = new SqlitePast(db)
    const columns = 'path, content, revision, mtime'
    this.#dataVersion = db.prepare('PRAGMA data_version')
    this.#revision = db.prepare('SELECT revision, removal_floor FROM state')
    this.#read = db.prepare(`SELECT ${columns} FROM entry WHERE path = ? AND folder = 0`)
    this.#list = db.prepare('SELECT path FROM entry WHERE parent = (SELECT ino FROM entry WHERE path = ? AND folder = 1) ORDER BY path')
    this.#all = db.prepare(`SELECT ${columns} FROM entry WHERE path >= ? AND path < ? AND folder = 0 ORDER BY path`)
    this.#changed = db.prepare(
      `SELECT ${columns} FROM entry INDEXED BY entry_revision WHERE revision > ? AND path >= ? AND path < ? AND folder = 0 ORDER BY revision`,
    )
    this.#removed = db.prepare(
      'SELECT path FROM removal INDEXED BY removal_revision WHERE revision > ? AND path >= ? AND path < ? ORDER BY revision',
    )
  }

  /** False: what this reads was set aside, and another database is in its place. */
  isPresent(root: Pick<Root, 'state'>): boolean {
    return inodeOf(root) === this.#inode
  }

  revision(): number {
    const version = this.#dataVersion.get()?.data_version
    if (version !== this.#seenVersion) {
      // Asked after the version: a commit in between shows as a new version next time.
      this.#seenRevision = Number(this.#revision.get()?.revision)
      this.#seenVersion = version
    }
    return this.#seenRevision
  }

  read(path: string): StoredFile | undefined {
    const row = this.#read.get(path)
    return row && fileOf(row)
  }

  list(folder: string): string[] {
    const skip = folder === '' ? 0 : folder.length + 1
    return this.#list.all(folder).map(row => String(row.path).slice(skip))
  }

  changedSince(folder: string, revision: number): { files: StoredFile[]; removed: string[]; revision: number; whole?: boolean } {
    if (revision > 0 && revision === this.revision()) return { files: [], removed: [], revision }
    // One read transaction, or a change between the queries would be missed or half seen.
    this.#db.exec('BEGIN')
    try {
      const state = this.#revision.get()
      const now = Number(state?.revision)
      const range = rangeBelow(folder)
      // A revision that is not there yet is one of a tree that gave way to another.
      if (revision === 0 || revision > now || revision < Number(state?.removal_floor)) {
        return { files: this.#all.all(...range).map(fileOf), removed: [], revision: now, whole: true }
      }
      const files = this.#changed.all(revision, ...range).map(fileOf)
      const removed = this.#removed.all(revision, ...range).map(row => String(row.path))
      return { files, removed, revision: now }
    } finally {
      this.#db.exec('COMMIT')
    }
  }

  close(): void {
    this.#db.close()
  }

  [Symbol.dispose](): void {
    this.close()
  }
}

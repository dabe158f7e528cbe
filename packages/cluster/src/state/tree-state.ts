import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite'
import { EntryCache } from './entry-cache.ts'
import { addSum, entrySum, subtractSum } from './entry-sum.ts'

export interface Entry {
  readonly ino: number
  readonly parent: number
  readonly path: string
  readonly folder: boolean
  readonly revision: number
  /** milliseconds since 1970 */
  readonly mtime: number
  /** bytes */
  readonly size: number
  /** See `entrySum`. */
  readonly sum: number
}

export interface Counters {
  revision: number
  /** Of all files together. */
  bytes: number
  nextIno: number
}

type Row = Record<string, SQLOutputValue>

const columns = 'ino, parent, path, folder, revision, mtime, size, sum'

function entryOf(row: Row | undefined): Entry | undefined {
  if (!row) return undefined
  return {
    ino: Number(row.ino),
    parent: Number(row.parent),
    path: String(row.path),
    folder: row.folder === 1,
    revision: Number(row.revision),
    mtime: Number(row.mtime),
    size: Number(row.size),
    sum: Number(row.sum),
  }
}

/** The bounds of all paths below a folder: '0' is the character after '/'. */
export function rangeBelow(folder: string): [string, string] {
  return folder === '' ? ['\u0001', '\u{10ffff}'] : [`${folder}/`, `${folder}0`]
}

/** The tree within the database, as the state machine and the mount use it. Knows no rules. */
export class TreeState {
  readonly db: DatabaseSync
  #cache = new EntryCache()
  #byPath: StatementSync
  #byIno: StatementSync
  #byVmid: StatementSync
  #content: StatementSync
  #children: StatementSync
  #below: StatementSync
  #insert: StatementSync
  #setContent: StatementSync
  #move: StatementSync
  #delete: StatementSync
  #counters: StatementSync
  #setCounters: StatementSync
  #setRemoval: StatementSync
  #clearRemoval: StatementSync
  /** Of the sums of all entries, since the counters were read. */
  #sumChange = 0

  constructor(db: DatabaseSync) {
    this.db = db
    this.#byPath = db.prepare(`SELECT ${columns} FROM entry WHERE path = ?`)
    this.#byIno = db.prepare(`SELECT ${columns} FROM entry WHERE ino = ?`)
    this.#byVmid = db.prepare('SELECT path FROM entry WHERE vmid = ?')
    this.#content = db.prepare('SELECT content FROM entry WHERE ino = ?')
    this.#children = db.prepare(`SELECT ${columns} FROM entry WHERE parent = ? ORDER BY path`)
    this.#below = db.prepare(`SELECT ${columns} FROM entry WHERE path >= ? AND path < ? ORDER BY path`)
    this.#insert = db.prepare(
      'INSERT INTO entry (ino, parent, path, folder, vmid, revision, mtime, size, sum, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    )
    this.#setContent = db.prepare('UPDATE entry SET content = ?, size = ?, revision = ?, mtime = ?, sum = ? WHERE ino = ?')
    this.#move = db.prepare('UPDATE entry SET parent = ?, path = ?, vmid = ?, revision = ?, sum = ? WHERE ino = ?')
    this.#delete = db.prepare('DELETE FROM entry WHERE ino = ?')
    this.#counters = db.prepare('SELECT revision, bytes, next_ino FROM state')
    this.#setCounters = db.prepare('UPDATE state SET revision = ?, bytes = ?, next_ino = ?, digest = (digest + ?) & 281474976710655')
    this.#setRemoval = db.prepare('INSERT OR REPLACE INTO removal (path, revision) VALUES (?, ?)')
    this.#clearRemoval = db.prepare('DELETE FROM removal WHERE path = ?')
  }

  find(path: string): Entry | undefined {
    return this.#cache.find(path, () => entryOf(this.#byPath.get(path)))
  }

  findIno(ino: number): Entry | undefined {
    return this.#cache.findIno(ino, () => entryOf(this.#byIno.get(ino)))
  }

  /** To be called when a transaction was rolled back, and after entries were changed in another way than by this. */
  forget(): void {
    this.#cache.forget()
  }

  /** Path of the config of a guest, on whatever node. */
  guestFile(vmid: number): string | undefined {
    const row = this.#byVmid.get(vmid)
    return row ? String(row.path) : undefined
  }

  content(ino: number): Uint8Array {
    const value = this.#content.get(ino)?.content
    return value instanceof Uint8Array ? value : new Uint8Array()
  }

  children(ino: number): Entry[] {
    return this.#children.all(ino).flatMap(row => entryOf(row) ?? [])
  }

  below(folder: string): Entry[] {
    return this.#below.all(...rangeBelow(folder)).flatMap(row => entryOf(row) ?? [])
  }

  /** Paths of files that were written, moved or removed after a revision. */
  changedSince(revision: number): string[] {
    const written = this.db.prepare('SELECT path FROM entry WHERE revision > ? AND folder = 0 ORDER BY revision').all(revision)
    const removed = this.db.prepare('SELECT path FROM removal WHERE revision > ? ORDER BY revision').all(revision)
    return [...removed, ...written].map(row => String(row.path))
  }

  insert(entry: Omit<Entry, 'sum'>, vmid: number | undefined, content: Uint8Array | undefined): void {
    const { ino, parent, path, folder, revision, mtime, size } = entry
    const sum = entrySum(entry, content)
    this.#sumChange = addSum(this.#sumChange, sum)
    this.#insert.run(ino, parent, path, folder ? 1 : 0, vmid ?? null, revision, mtime, size, sum, content ?? null)
    this.#cache.set({ ...entry, sum })
  }

  setContent(entry: Entry, content: Uint8Array, revision: number, mtime: number): void {
    const sum = this.#replaceSum(entry, { ...entry, revision }, content)
    this.#setContent.run(content, content.length, revision, mtime, sum, entry.ino)
    this.#cache.set({ ...entry, size: content.length, revision, mtime, sum })
  }

  move(entry: Entry, parent: number, path: string, vmid: number | undefined, revision: number): void {
    const sum = this.#replaceSum(entry, { ...entry, path, revision }, entry.folder ? undefined : this.content(entry.ino))
    this.#move.run(parent, path, vmid ?? null, revision, sum, entry.ino)
    this.#cache.moved(entry, { ...entry, parent, path, revision, sum })
  }

  delete(entry: Entry): void {
    this.#sumChange = subtractSum(this.#sumChange, entry.sum)
    this.#delete.run(entry.ino)
    this.#cache.deleted(entry)
  }

  #replaceSum(before: Entry, after: Omit<Entry, 'sum'>, content: Uint8Array | undefined): number {
    const sum = entrySum(after, content)
    this.#sumChange = addSum(subtractSum(this.#sumChange, before.sum), sum)
    return sum
  }

  /** To be read before the first change of a transaction, and set after its last. */
  counters(): Counters {
    this.#sumChange = 0
    const row = this.#counters.get()
    return { revision: Number(row?.revision), bytes: Number(row?.bytes), nextIno: Number(row?.next_ino) }
  }

  setCounters(counters: Counters): void {
    this.#setCounters.run(counters.revision, counters.bytes, counters.nextIno, this.#sumChange)
    this.#sumChange = 0
  }

  markRemoved(path: string, revision: number): void {
    this.#setRemoval.run(path, revision)
  }

  markPresent(path: string): void {
    this.#clearRemoval.run(path)
  }
}

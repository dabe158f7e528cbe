import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite'

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
}

export interface Counters {
  revision: number
  /** Of all files together. */
  bytes: number
  nextIno: number
}

type Row = Record<string, SQLOutputValue>

const columns = 'ino, parent, path, folder, revision, mtime, size'

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
  }
}

/** The bounds of all paths below a folder: '0' is the character after '/'. */
export function rangeBelow(folder: string): [string, string] {
  return folder === '' ? ['\u0001', '\u{10ffff}'] : [`${folder}/`, `${folder}0`]
}

/** The tree within the database, as the state machine and the mount use it. Knows no rules. */
export class TreeState {
  readonly db: DatabaseSync
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

  constructor(db: DatabaseSync) {
    this.db = db
    this.#byPath = db.prepare(`SELECT ${columns} FROM entry WHERE path = ?`)
    this.#byIno = db.prepare(`SELECT ${columns} FROM entry WHERE ino = ?`)
    this.#byVmid = db.prepare('SELECT path FROM entry WHERE vmid = ?')
    this.#content = db.prepare('SELECT content FROM entry WHERE ino = ?')
    this.#children = db.prepare(`SELECT ${columns} FROM entry WHERE parent = ? ORDER BY path`)
    this.#below = db.prepare(`SELECT ${columns} FROM entry WHERE path >= ? AND path < ? ORDER BY path`)
    this.#insert = db.prepare(
      'INSERT INTO entry (ino, parent, path, folder, vmid, revision, mtime, size, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    )
    this.#setContent = db.prepare('UPDATE entry SET content = ?, size = ?, revision = ?, mtime = ? WHERE ino = ?')
    this.#move = db.prepare('UPDATE entry SET parent = ?, path = ?, vmid = ?, revision = ? WHERE ino = ?')
    this.#delete = db.prepare('DELETE FROM entry WHERE ino = ?')
    this.#counters = db.prepare('SELECT revision, bytes, next_ino FROM state')
    this.#setCounters = db.prepare('UPDATE state SET revision = ?, bytes = ?, next_ino = ?')
    this.#setRemoval = db.prepare('INSERT OR REPLACE INTO removal (path, revision) VALUES (?, ?)')
    this.#clearRemoval = db.prepare('DELETE FROM removal WHERE path = ?')
  }

  find(path: string): Entry | undefined {
    return entryOf(this.#byPath.get(path))
  }

  findIno(ino: number): Entry | undefined {
    return entryOf(this.#byIno.get(ino))
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

  insert(entry: Entry, vmid: number | undefined, content: Uint8Array | undefined): void {
    const { ino, parent, path, folder, revision, mtime, size } = entry
    this.#insert.run(ino, parent, path, folder ? 1 : 0, vmid ?? null, revision, mtime, size, content ?? null)
  }

  setContent(ino: number, content: Uint8Array, revision: number, mtime: number): void {
    this.#setContent.run(content, content.length, revision, mtime, ino)
  }

  move(ino: number, parent: number, path: string, vmid: number | undefined, revision: number): void {
    this.#move.run(parent, path, vmid ?? null, revision, ino)
  }

  delete(ino: number): void {
    this.#delete.run(ino)
  }

  counters(): Counters {
    const row = this.#counters.get()
    return { revision: Number(row?.revision), bytes: Number(row?.bytes), nextIno: Number(row?.next_ino) }
  }

  setCounters(counters: Counters): void {
    this.#setCounters.run(counters.revision, counters.bytes, counters.nextIno)
  }

  markRemoved(path: string, revision: number): void {
    this.#setRemoval.run(path, revision)
  }

  markPresent(path: string): void {
    this.#clearRemoval.run(path)
  }
}

import { randomUUID } from 'node:crypto'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { SnapshotPart } from './message.ts'
import { sectionNames, sections, toWire, type Section, type SnapshotRows } from './snapshot-sections.ts'

const partBytes = 256 * 1024
/** Whoever fetches a snapshot and stops asking has gone. */
const idleMs = 30_000

interface Session {
  readonly id: string
  readonly db: DatabaseSync
  readonly since: number
  timer: NodeJS.Timeout
}

/** Hands out the state of one moment in parts, over a connection of its own, so that writes go on meanwhile. */
export class SnapshotSource {
  #file: string
  #sessions = new Map<string, Session>()

  constructor(file: string) {
    this.#file = file
  }

  part(since: number, cursor: string | undefined): SnapshotPart {
    const [id = '', section = '', ...key] = cursor?.split('/') ?? []
    const session = this.#sessions.get(id)
    // Also for a cursor of a session that is over: it begins anew, and the receiver with it.
    if (!session) return this.#first(this.#open(since))
    clearTimeout(session.timer)
    session.timer = this.#endLater(session.id)
    return this.#read(session, section as Section, JSON.parse(key.join('/')) as string | number | null)
  }

  close(): void {
    for (const id of this.#sessions.keys()) this.#end(id)
  }

  #open(since: number): Session {
    const db = new DatabaseSync(this.#file, { readOnly: true, timeout: 2000 })
    db.exec('BEGIN')
    const floor = Number(db.prepare('SELECT removal_floor FROM state').get()?.removal_floor)
    const id = randomUUID()
    const session = { id, db, since: since < floor ? 0 : since, timer: this.#endLater(id) }
    this.#sessions.set(id, session)
    return session
  }

  #first(session: Session): SnapshotPart {
    const row = session.db.prepare('SELECT * FROM state').get() ?? {}
    const values = Object.fromEntries(Object.entries(row).map(([column, value]) => [column, toWire(value)]))
    const part = this.#read(session, 'folders', null)
    return { ...part, rows: { ...(part.rows as SnapshotRows), state: { since: session.since, values } } }
  }

  #read(session: Session, section: Section, after: string | number | null): SnapshotPart {
    const { columns } = sections[section]
    const rows = []
    let bytes = 0
    let last: string | number | null = after
    for (const row of this.#statement(session, section).iterate({ since: session.since, after, first: after === null ? 1 : 0 })) {
      const values = columns.map(column => toWire(row[column]))
      rows.push(values)
      last = typeof row.snapshot_key === 'string' ? row.snapshot_key : Number(row.snapshot_key)
      bytes += JSON.stringify(values).length
      if (bytes > partBytes)
        return { rows: { section, rows } satisfies SnapshotRows, next: `${session.id}/${section}/${JSON.stringify(last)}` }
    }
    const following = sectionNames[sectionNames.indexOf(section) + 1]
    if (!following) this.#end(session.id)
    return { rows: { section, rows } satisfies SnapshotRows, next: following && `${session.id}/${following}/null` }
  }

  #statement({ db }: Session, section: Section): StatementSync {
    const { table, key, columns, where } = sections[section]
    const condition = where.includes('$since') ? where : `${where} AND $since >= 0`
    return db.prepare(
      `SELECT ${columns.join(', ')}, ${key} AS snapshot_key FROM ${table} WHERE ${condition} AND ($first OR ${key} > $after) ORDER BY ${key}`,
    )
  }

  #endLater(id: string): NodeJS.Timeout {
    return setTimeout(() => this.#end(id), idleMs).unref()
  }

  #end(id: string): void {
    const session = this.#sessions.get(id)
    if (!session) return
    clearTimeout(session.timer)
    session.db.close()
    this.#sessions.delete(id)
  }
}

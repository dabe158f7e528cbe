import type { DatabaseSync, SQLInputValue, SQLOutputValue } from 'node:sqlite'
import type { Past, PastBrief, PastChange, PastEdit, PastQuery, PastText } from './past.ts'
import { storedText } from './stored-text.ts'
import { listedColumns, nameOfPath } from './state/indexes.ts'
import { isSecret } from './state/names.ts'
import { rangeBelow } from './state/tree-state.ts'

type Row = Record<string, SQLOutputValue>

/** Read at once; a history that nobody else may be kept waiting for has a hundred such pieces. */
const pieceSize = 1000

function changeOf(row: Row): PastChange {
  return {
    id: Number(row.id),
    revision: Number(row.revision),
    time: Math.floor(Number(row.time) / 1000),
    node: String(row.node),
    author: row.upid === null ? { authid: String(row.authid) } : { authid: String(row.authid), upid: String(row.upid) },
    op: row.op === 'remove' || row.op === 'rename' ? row.op : 'write',
    path: String(row.path),
    ...(row.source === null ? {} : { source: String(row.source) }),
  }
}

const keptText = (value: SQLOutputValue | undefined) => (value instanceof Uint8Array ? storedText(value) : undefined)

function editOf(row: Row): PastEdit {
  return { ...changeOf(row), before: keptText(row.old), after: keptText(row.new) }
}

function conditions({ path, vmid, authid, node, since, until, before }: PastQuery): [sql: string, values: SQLInputValue[]] {
  const sql: string[] = []
  const values: SQLInputValue[] = []
  const where = (text: string, ...given: SQLInputValue[]) => {
    sql.push(text)
    values.push(...given)
  }
  if (path !== undefined && path !== '') where('(path = ? OR source = ? OR (path >= ? AND path < ?))', path, path, ...rangeBelow(path))
  if (vmid !== undefined) where(`${nameOfPath} IN (?, ?)`, `${vmid}.conf`, `${vmid}.fw`)
  if (authid !== undefined) where('authid = ?', authid)
  if (node !== undefined) where('node = ?', node)
  if (since !== undefined) where('time >= ?', since * 1000)
  if (until !== undefined) where('time < ?', (until + 1) * 1000)
  if (before !== undefined) where('revision < ?', before)
  return [sql.map(text => ` AND ${text}`).join(''), values]
}

/** The history that the store's database holds. */
export class SqlitePast implements Past {
  #db: DatabaseSync

  constructor(db: DatabaseSync) {
    this.#db = db
  }

  *changes(query: PastQuery): Generator<readonly PastChange[]> {
    const [sql, values] = conditions(query)
    const piece = this.#db.prepare(
      `SELECT ${listedColumns} FROM history WHERE (revision, id) < (?, ?)${sql} ORDER BY revision DESC, id DESC LIMIT ${pieceSize}`,
    )
    let last: Pick<PastChange, 'revision' | 'id'> = { revision: Number.MAX_SAFE_INTEGER, id: 0 }
    for (;;) {
      const found = piece.all(last.revision, last.id, ...values).map(changeOf)
      if (found.length > 0) yield found
      const [end] = found.slice(-1)
      if (!end || found.length < pieceSize) return
      last = end
    }
  }

  changesOf(revision: number): PastEdit[] {
    return this.#db.prepare(`SELECT ${listedColumns}, old, new FROM history WHERE revision = ? ORDER BY id`).all(revision).map(editOf)
  }

  brief(id: number, mostBytes: number): PastBrief {
    // The length of a text is known without reading it.
    const row = this.#db
      .prepare(
        `SELECT old IS NULL AND new IS NOT NULL AS created, iif(fits, old, NULL) AS old, iif(fits, new, NULL) AS new
           FROM (SELECT *, ifnull(length(old), 0) + ifnull(length(new), 0) <= ? AS fits FROM history WHERE id = ?)`,
      )
      .get(mostBytes, id)
    return { created: row?.created === 1, before: keptText(row?.old), after: keptText(row?.new) }
  }

  latestOf(path: string): PastChange | undefined {
    const row = this.#db
      .prepare(`SELECT ${listedColumns} FROM history WHERE path = ? OR source = ? ORDER BY revision DESC, id DESC LIMIT 1`)
      .get(path, path)
    return row && changeOf(row)
  }

  textAt(path: string, revision: number): PastText {
    if (isSecret(path)) return undefined
    const columns = `SELECT ${listedColumns}, old, new FROM history WHERE (path = ? OR source = ?)`
    const until = this.#db.prepare(`${columns} AND revision <= ? ORDER BY revision DESC, id DESC LIMIT 1`).get(path, path, revision)
    // Renamed away, or removed.
    if (until) return until.path === path && until.new !== null ? storedText(until.new) : null
    const next = this.#db.prepare(`${columns} AND revision > ? ORDER BY revision, id LIMIT 1`).get(path, path, revision)
    if (next) return (next.op === 'rename' && next.path === path) || next.old === null ? null : storedText(next.old)
    const now = this.#db.prepare('SELECT content, revision FROM entry WHERE path = ? AND folder = 0').get(path)
    return now && Number(now.revision) <= revision ? storedText(now.content) : undefined
  }

  lastRemoval(vmid: number): number {
    const row = this.#db
      .prepare(
        `SELECT max(revision) AS revision FROM history AS gone WHERE ${nameOfPath} = ? AND op = 'remove' AND path LIKE 'nodes/%'
           AND NOT EXISTS (SELECT 1 FROM history AS back WHERE back.revision = gone.revision AND back.id > gone.id AND back.path = gone.path)`,
      )
      .get(`${vmid}.conf`)
    return Number(row?.revision ?? 0)
  }
}

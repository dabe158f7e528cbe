import type { DatabaseSync } from 'node:sqlite'

/** `100.conf` of any folder. */
export const nameOfPath = "substr(path, length(rtrim(path, replace(path, '/', ''))) + 1)"

/** What lists of changes show, without the texts: a hundred thousand are looked through in some milliseconds. */
export const listedColumns = 'revision, id, time, node, authid, upid, op, path, source'

/** Indexes for looking back: the history of a database that is older than they are is indexed when it is opened. */
export function indexHistory(db: DatabaseSync): void {
  db.exec(
    `CREATE INDEX IF NOT EXISTS history_listed ON history (${listedColumns});
     CREATE INDEX IF NOT EXISTS history_name ON history (${nameOfPath});`,
  )
}

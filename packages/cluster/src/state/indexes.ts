import type { DatabaseSync } from 'node:sqlite'

/** `100.conf` of any folder. */
export const nameOfPath = "substr(path, length(rtrim(path, replace(path, '/', ''))) + 1)"

/** What lists of changes show, without the texts: a hundred thousand are looked through in some milliseconds. */
export const listedColumns = 'revision, id, time, node, authid, upid, op, path, source'

/** Indexes for looking back, made where a database is older than they are. Each costs a page with every change: those of older versions that nothing needs go. */
export function setIndexes(db: DatabaseSync): void {
  db.exec(
    `CREATE INDEX IF NOT EXISTS history_listed ON history (${listedColumns});
     CREATE INDEX IF NOT EXISTS history_name ON history (${nameOfPath});
     DROP INDEX IF EXISTS history_path;
     DROP INDEX IF EXISTS applied_revision;`,
  )
}

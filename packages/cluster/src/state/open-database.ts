import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { Failure } from '@quorate/schema/failure'
import type { Root } from '@quorate/host'
import { setIndexes } from './indexes.ts'
import { applicationId, fromFormat1, schemaText, schemaVersion } from './schema.ts'
import { fillSums, verifySums } from './verify-sums.ts'

export function databaseFile(root: Pick<Root, 'state'>): string {
  return join(root.state, 'config.db')
}

/** Pages of the write-ahead log before they are moved into the database in any case (see Checkpoints): 16 MiB. More would be in the way on a small disk. */
const checkpointPages = 4000

/** The database is not what was written. */
export class DamagedDatabase extends Failure {}

function damaged(file: string, what: string, cause?: unknown): DamagedDatabase {
  return new DamagedDatabase(
    `the config database ${file} is damaged (${what}). It was left as it is: put back a backup of it, or move it away to begin with an empty tree`,
    { cause },
  )
}

/** Built beside its place and renamed: a database file without its tables is damage, never a first start. */
function create(file: string): void {
  const fresh = `${file}.new`
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  rmSync(fresh, { force: true })
  closeSync(openSync(fresh, 'wx', 0o600))
  const db = new DatabaseSync(fresh)
  db.exec(`BEGIN; ${schemaText} COMMIT; PRAGMA journal_mode = WAL;`)
  db.close()
  renameSync(fresh, file)
  const folder = openSync(dirname(file), 'r')
  fsyncSync(folder)
  closeSync(folder)
}

function pragma(db: DatabaseSync, name: string): unknown {
  return Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0]
}

function fromFirstFormat(db: DatabaseSync): void {
  db.exec('BEGIN IMMEDIATE')
  db.exec(fromFormat1)
  fillSums(db)
  db.exec('COMMIT')
}

function verify(db: DatabaseSync, file: string): void {
  if (pragma(db, 'application_id') !== applicationId) throw damaged(file, 'it is no config database')
  if (pragma(db, 'user_version') === 1) fromFirstFormat(db)
  const version = pragma(db, 'user_version')
  if (version !== schemaVersion) {
    throw new Failure(
      `the config database ${file} has format ${String(version)}, this version reads format ${schemaVersion}: update the program`,
    )
  }
  const finding = pragma(db, 'quick_check(1)')
  if (finding !== 'ok') throw damaged(file, String(finding))
  const stray = db
    .prepare(
      'SELECT path FROM entry e WHERE ino <> 1 AND NOT EXISTS (SELECT 1 FROM entry p WHERE p.ino = e.parent AND p.folder = 1) LIMIT 1',
    )
    .get()
  if (stray) throw damaged(file, `${String(stray.path)} lies in no folder`)
  if (!db.prepare('SELECT 1 FROM state WHERE id = 1').get()) throw damaged(file, 'its revision counter is missing')
  const wrong = verifySums(db)
  if (wrong !== undefined) throw damaged(file, wrong)
}

/** Opens the one connection that writes, creating the database at the first start. Fails with a Failure when it is damaged; it is never emptied. */
export function openDatabase(root: Pick<Root, 'state'>): DatabaseSync {
  const file = databaseFile(root)
  if (!existsSync(file)) {
    if (existsSync(`${file}-wal`)) throw damaged(file, 'the file is gone but its write-ahead log is there')
    create(file)
  }
  let db: DatabaseSync | undefined
  try {
    db = new DatabaseSync(file, { timeout: 2000 })
    verify(db, file)
    db.exec(
      `PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = ${checkpointPages}; PRAGMA journal_size_limit = 67108864;`,
    )
    setIndexes(db)
    return db
  } catch (error) {
    db?.close()
    if (error instanceof Failure) throw error
    throw damaged(file, error instanceof Error ? error.message : String(error), error)
  }
}

/**
 * A connection that only reads, for any process. Fails with a Failure when there is no database yet. `atRest`: nothing
 * writes, so that SQLite need not set up what readers and a writer share; a write-ahead log that a killed writer left is
 * read all the same.
 */
export function openForReading(root: Pick<Root, 'state'>, atRest = false): DatabaseSync {
  const file = databaseFile(root)
  if (!existsSync(file)) throw new Failure(`there is no config database at ${file}: Quorate has not been started for this root yet`)
  try {
    const untouched = atRest && !existsSync(`${file}-wal`)
    const location = untouched ? new URL('?immutable=1', pathToFileURL(file)) : file
    return new DatabaseSync(location, { readOnly: true, timeout: 2000 })
  } catch (error) {
    throw new Failure(`the config database ${file} cannot be read`, { cause: error })
  }
}

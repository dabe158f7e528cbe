import type { Root } from '@quorate/host'
import { SqliteReader } from './sqlite-reader.ts'

/** Reads the config tree when nothing runs. Fails with a Failure when this root was never started or the database cannot be read. */
export function openOffline(root: Pick<Root, 'state'>): SqliteReader {
  return new SqliteReader(root)
}

/**
 * As `openOffline`, for a single look while the product is stopped: leaves none of the files behind that SQLite keeps
 * beside a database in use. What is written meanwhile is not seen.
 */
export function openAtRest(root: Pick<Root, 'state'>): SqliteReader {
  return new SqliteReader(root, true)
}

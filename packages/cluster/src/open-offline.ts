import type { Root } from '@quorate/host'
import { SqliteReader } from './sqlite-reader.ts'

/** Reads the config tree when nothing runs. Fails with a Failure when this root was never started or the database cannot be read. */
export function openOffline(root: Pick<Root, 'state'>): SqliteReader {
  return new SqliteReader(root)
}

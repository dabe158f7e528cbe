import type { DatabaseSync } from 'node:sqlite'
import { addSum, entrySum } from './entry-sum.ts'
import { topIno } from './schema.ts'

function* sumsOf(db: DatabaseSync): Generator<{ ino: number; path: string; is: number; should: number }> {
  const rows = db.prepare('SELECT ino, path, folder, revision, sum, content FROM entry WHERE ino <> ?').iterate(topIno)
  for (const { ino, path, folder, revision, sum, content } of rows) {
    const entry = { ino: Number(ino), path: String(path), folder: folder === 1, revision: Number(revision) }
    const should = entrySum(entry, content instanceof Uint8Array ? content : undefined)
    yield { ino: entry.ino, path: entry.path, is: Number(sum), should }
  }
}

/** What is not as it was written; undefined: all is well. */
export function verifySums(db: DatabaseSync): string | undefined {
  let all = 0
  for (const { path, is, should } of sumsOf(db)) {
    if (is !== should) return `${path} is not what was written`
    all = addSum(all, is)
  }
  return all === Number(db.prepare('SELECT digest FROM state').get()?.digest) ? undefined : 'files are missing or old'
}

/** For a database from before there were sums. Runs within the caller's transaction. */
export function fillSums(db: DatabaseSync): void {
  const set = db.prepare('UPDATE entry SET sum = ? WHERE ino = ?')
  let all = 0
  for (const { ino, should } of Array.from(sumsOf(db))) {
    set.run(should, ino)
    all = addSum(all, should)
  }
  db.prepare('UPDATE state SET digest = ?').run(all)
}

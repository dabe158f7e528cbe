import assert from 'node:assert/strict'
import { test } from 'node:test'
import { atEnd, testRoot } from '../testing-root.ts'
import { History } from './history.ts'
import { openDatabase } from './open-database.ts'
import { Operations, transact } from './operations.ts'
import type { TreeChange } from './tree-change.ts'

const commit = (...changes: TreeChange[]) => ({ kind: 'commit', changes, meta: { time: 0, node: 'pve', authid: 'root@pam' } }) as const

test('a disk that refuses is no answer to a change: another node could make it', t => {
  const db = openDatabase(testRoot(t))
  atEnd(t, () => db.close())
  const operations = new Operations(db, new History(db))
  const pages = Number(db.prepare('PRAGMA page_count').get()?.page_count)
  db.exec(`PRAGMA max_page_count = ${pages + 2}`)
  const big = commit({ op: 'write', path: 'big', content: Buffer.alloc(100_000) })
  assert.throws(() => {
    db.exec('BEGIN')
    operations.apply('1', big, 1, true)
  }, /full/)
  if (db.isTransaction) db.exec('ROLLBACK')
  db.exec(`PRAGMA max_page_count = ${pages + 1000}`)
  db.exec('BEGIN')
  assert.equal(operations.apply('1', big, 1, true).value, 1)
  db.exec('COMMIT')
})

test('what the rules refuse is an answer, and leaves no trace; what shares its transaction is made', t => {
  const db = openDatabase(testRoot(t))
  atEnd(t, () => db.close())
  const operations = new Operations(db, new History(db))
  const write = (path: string): TreeChange => ({ op: 'write', path, content: Buffer.of() })
  const all = [commit(write('before')), commit(write('a'), { op: 'remove', path: 'b' }), commit(write('after'))]
  const results = transact(
    apart => all.map((operation, at) => operations.apply(`id${at}`, operation, at + 1, apart)),
    work => operations.transaction(work),
  )
  assert.match(String(results[1]?.refused), /cannot remove b .*does not exist/)
  assert.deepEqual(
    results.map(({ value }) => value),
    [1, undefined, 3],
  )
  assert.deepEqual(
    ['before', 'a', 'after'].map(path => operations.machine.tree.find(path)?.revision),
    [1, undefined, 3],
  )
})

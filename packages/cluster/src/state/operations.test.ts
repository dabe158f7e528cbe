import assert from 'node:assert/strict'
import { test } from 'node:test'
import { atEnd, testRoot } from '../testing-root.ts'
import { History } from './history.ts'
import { openDatabase } from './open-database.ts'
import { Operations } from './operations.ts'
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
    operations.apply('1', big, 1)
  }, /full/)
  if (db.isTransaction) db.exec('ROLLBACK')
  db.exec(`PRAGMA max_page_count = ${pages + 1000}`)
  db.exec('BEGIN')
  assert.equal(operations.apply('1', big, 1).value, 1)
  db.exec('COMMIT')
})

test('what the rules refuse is an answer, and leaves no trace', t => {
  const db = openDatabase(testRoot(t))
  atEnd(t, () => db.close())
  const operations = new Operations(db, new History(db))
  const { refused, value } = operations.apply('1', commit({ op: 'write', path: 'a', content: Buffer.of() }, { op: 'remove', path: 'b' }), 1)
  assert.match(String(refused), /cannot remove b .*does not exist/)
  assert.equal(value, undefined)
  assert.equal(operations.machine.tree.find('a'), undefined)
})

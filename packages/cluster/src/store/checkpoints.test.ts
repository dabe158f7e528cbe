import assert from 'node:assert/strict'
import { statSync } from 'node:fs'
import { test, type TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { databaseFile, openDatabase } from '../state/open-database.ts'
import { atEnd, testRoot } from '../testing-root.ts'
import { Checkpoints } from './checkpoints.ts'

function given(t: TestContext) {
  const root = testRoot(t)
  const db = openDatabase(root)
  const checkpoints = new Checkpoints(db)
  atEnd(t, () => {
    checkpoints[Symbol.dispose]()
    db.close()
  })
  const insert = db.prepare('INSERT INTO removal (path, revision) VALUES (?, 1)')
  /** Too little for SQLite to move its log by itself. */
  const write = (name: string) => {
    for (let count = 0; count < 200; count++) {
      insert.run(`${name}-${count}-${'x'.repeat(1000)}`)
      checkpoints.changed()
    }
  }
  const bytes = () => statSync(databaseFile(root)).size
  const untilLarger = async (than: number) => {
    for (let tries = 0; bytes() <= than && tries < 200; tries++) await sleep(50)
    assert(bytes() > than, `${bytes()} bytes`)
  }
  return { db, write, bytes, untilLarger }
}

test('what was written lies in the database itself when nothing was written for a moment, and not before', async t => {
  const { write, bytes, untilLarger } = given(t)
  const before = bytes()
  write('one')
  assert.equal(bytes(), before)
  await untilLarger(before + 150_000)
})

test('what cannot be moved now is moved later, and nothing fails', async t => {
  const { db, write, bytes, untilLarger } = given(t)
  const before = bytes()
  write('first')
  const reading = db.prepare('SELECT path FROM removal').iterate()
  reading.next()
  await sleep(500)
  assert.equal(bytes(), before)
  reading.return?.()
  write('second')
  await untilLarger(before)
})

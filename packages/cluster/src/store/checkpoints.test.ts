import assert from 'node:assert/strict'
import { statSync } from 'node:fs'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { databaseFile, openDatabase } from '../state/open-database.ts'
import { atEnd, testRoot } from '../testing-root.ts'
import { Checkpoints } from './checkpoints.ts'

test('what was written lies in the database itself when nothing was written for a moment, and not before', async t => {
  const root = testRoot(t)
  const db = openDatabase(root)
  const checkpoints = new Checkpoints(db)
  atEnd(t, () => {
    checkpoints[Symbol.dispose]()
    db.close()
  })
  const bytes = () => statSync(databaseFile(root)).size
  const before = bytes()
  const write = db.prepare('INSERT INTO removal (path, revision) VALUES (?, 1)')
  for (let count = 0; count < 200; count++) {
    write.run(`${count}-${'x'.repeat(1000)}`)
    checkpoints.changed()
  }
  assert.equal(bytes(), before)
  for (let tries = 0; bytes() === before && tries < 200; tries++) await sleep(50)
  assert(bytes() > before + 150_000, `${bytes()} bytes`)
})

test('what cannot be moved now is moved later, and nothing fails', async t => {
  const root = testRoot(t)
  const db = openDatabase(root)
  const checkpoints = new Checkpoints(db)
  atEnd(t, () => {
    checkpoints[Symbol.dispose]()
    db.close()
  })
  const before = statSync(databaseFile(root)).size
  const write = db.prepare('INSERT INTO removal (path, revision) VALUES (?, 1)')
  const writeMany = (name: string) => {
    for (let count = 0; count < 200; count++) {
      write.run(`${name}-${count}-${'x'.repeat(1000)}`)
      checkpoints.changed()
    }
  }
  writeMany('first')
  const reading = db.prepare('SELECT path FROM removal').iterate()
  reading.next()
  await sleep(500)
  assert.equal(statSync(databaseFile(root)).size, before)
  reading.return?.()
  writeMany('second')
  for (let tries = 0; statSync(databaseFile(root)).size === before && tries < 200; tries++) await sleep(50)
  assert(statSync(databaseFile(root)).size > before)
})

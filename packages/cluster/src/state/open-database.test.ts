import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { startStore } from '../store/start-store.ts'
import { connectStore } from '../client/connect-store.ts'
import { openOffline } from '../open-offline.ts'
import { testRoot, tester } from '../testing-root.ts'
import { databaseFile, openDatabase } from './open-database.ts'

test('a database that is no database is refused and left as it is', t => {
  for (const content of ['', 'garbage '.repeat(1000)]) {
    const root = testRoot(t)
    mkdirSync(root.state, { recursive: true })
    writeFileSync(databaseFile(root), content)
    assert.throws(() => openDatabase(root), /is damaged .*put back a backup/)
    assert.equal(readFileSync(databaseFile(root), 'utf8'), content)
  }
})

test('damage inside the database is noticed when the store starts', async t => {
  const root = testRoot(t)
  const store = await startStore({ root, mount: false })
  const client = await connectStore(root)
  for (let i = 0; i < 200; i++) await client.commit([{ op: 'write', path: `f${i}`, text: 'x'.repeat(1000) }], tester)
  await client.close()
  await store.close()
  const file = databaseFile(root)
  const bytes = readFileSync(file)
  bytes.fill(0xa5, 40_000, 80_000)
  writeFileSync(file, bytes)
  await assert.rejects(startStore({ root, mount: false }), /is damaged/)
  assert.deepEqual(readFileSync(file), bytes)
  truncateSync(file, 8192)
  await assert.rejects(startStore({ root, mount: false }), /is damaged/)
})

test('the database has mode 0600 from its first byte on, and without one nothing can be read', t => {
  const root = testRoot(t)
  assert.throws(() => openOffline(root), /has not been started for this root yet/)
  openDatabase(root).close()
  assert.equal(statSync(databaseFile(root)).mode & 0o777, 0o600)
  using reader = openOffline(root)
  assert.equal(reader.revision(), 0)
  assert.deepEqual(reader.changedSince('', 0), { files: [], removed: [], revision: 0, whole: true })
})

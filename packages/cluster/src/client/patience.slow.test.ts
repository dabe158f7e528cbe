import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startStore } from '../store/start-store.ts'
import { atEnd, tester, testRoot } from '../testing-root.ts'
import { connectStore } from './connect-store.ts'

test('a write fails after five seconds without a store, naming it', { timeout: 20_000 }, async t => {
  const root = testRoot(t)
  const store = await startStore({ root, mount: false })
  const client = await connectStore(root)
  atEnd(t, () => client.close())
  await store.close()
  await assert.rejects(client.commit([{ op: 'write', path: 'a', text: '' }], tester), /config store is not running/)
  assert.equal(client.read('a'), undefined)
})

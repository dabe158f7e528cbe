import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startStore } from '../store/start-store.ts'
import { atEnd, testRoot } from '../testing-root.ts'
import { testStore } from '../testing-store.ts'
import { connectStore } from './connect-store.ts'

test('one lock has one holder, then the one who waited longest', async t => {
  const { clients } = await testStore(t, 2)
  const [one, two] = clients
  assert(one && two)
  const held = await one.lock('guest-100', { ttlMs: 300, waitMs: 0 })
  await assert.rejects(two.lock('guest-100', { ttlMs: 300, waitMs: 50 }), /can't lock file 'guest-100' - got timeout/)
  // Held beyond its expiry: it is renewed.
  await assert.rejects(two.lock('guest-100', { ttlMs: 300, waitMs: 600 }), /got timeout/)
  const next = two.lock('guest-100', { ttlMs: 300, waitMs: 2000 })
  await held[Symbol.asyncDispose]()
  await (await next)[Symbol.asyncDispose]()
})

test('the lock of a client that is gone is free after a while', async t => {
  const { root, client } = await testStore(t)
  const lost = await connectStore(root)
  await lost.lock('x', { ttlMs: 60_000, waitMs: 0 })
  await lost.close()
  await using _lock = await client.lock('x', { ttlMs: 1000, waitMs: 5000 })
})

test('a lock is still held after a restart of the store', async t => {
  const root = testRoot(t)
  const first = await startStore({ root, mount: false })
  const [one, two] = await Promise.all([connectStore(root), connectStore(root)])
  atEnd(t, () => Promise.all([one.close(), two.close()]))
  const held = await one.lock('x', { ttlMs: 1500, waitMs: 0 })
  await first.close()
  const second = await startStore({ root, mount: false })
  atEnd(t, () => second.close())
  await assert.rejects(two.lock('x', { ttlMs: 1000, waitMs: 300 }), /got timeout/)
  await held[Symbol.asyncDispose]()
  await (await two.lock('x', { ttlMs: 1000, waitMs: 300 }))[Symbol.asyncDispose]()
})

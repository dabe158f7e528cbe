import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { connectStore } from './client/connect-store.ts'
import { startStore } from './store/start-store.ts'
import { atEnd, testRoot } from './testing-root.ts'

export async function until(condition: () => boolean, seconds = 5): Promise<void> {
  for (let i = 0; i < seconds * 100 && !condition(); i++) await sleep(10)
  assert(condition(), 'what was waited for did not happen')
}

/** A store without a mount and its clients, ended after the test. */
export async function testStore(t: TestContext, clients = 1) {
  const root = testRoot(t)
  const store = await startStore({ root, mount: false })
  const connected = await Promise.all(Array.from({ length: clients }, () => connectStore(root)))
  atEnd(t, async () => {
    for (const client of connected) await client.close()
    await store.close()
  })
  return { root, store, clients: connected, client: connected[0] ?? assert.fail() }
}

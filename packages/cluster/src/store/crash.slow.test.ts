import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { connectStore } from '../client/connect-store.ts'
import { openOffline } from '../open-offline.ts'
import { atEnd, testRoot, tester } from '../testing-root.ts'
import { startStoreProcess } from '../testing-store-process.ts'
import { until } from '../testing-store.ts'

test('no acknowledged write is lost when the store is killed under load, and clients go on', { timeout: 60_000 }, async t => {
  const root = testRoot(t)
  let store = await startStoreProcess(t, root)
  const clients = await Promise.all([connectStore(root), connectStore(root)])
  atEnd(t, () => Promise.all(clients.map(client => client.close())))
  const acknowledged = new Map<string, string>()
  const seen = new Set<string>()
  using _watch = clients[0].watch('load', path => seen.add(path))
  const load = { stop: false }
  const lanes = clients.flatMap((client, c) =>
    Array.from({ length: 4 }, async (_, lane) => {
      for (let i = 0; !load.stop; i++) {
        const path = `load/${c}-${lane}-${i % 50}`
        await client.commit([{ op: 'write', path, text: `${i}` }], tester)
        acknowledged.set(path, `${i}`)
        await client.update('counter', tester, text => String(Number(text ?? 0) + 1))
        acknowledged.set('counter', String(Number(acknowledged.get('counter') ?? 0) + 1))
      }
    }),
  )
  for (let round = 0; round < 4; round++) {
    await sleep(300 + round * 70)
    await store.kill()
    using offline = openOffline(root)
    for (const [path, text] of acknowledged) assert(Number(offline.read(path)?.text) >= Number(text), `${path} lost ${text}`)
    store = await startStoreProcess(t, root)
  }
  await sleep(200)
  load.stop = true
  await Promise.all(lanes)
  // Each increment was made exactly once, also those whose answer was lost with the process.
  assert.equal(clients[1].read('counter')?.text, acknowledged.get('counter'))
  for (const [path, text] of acknowledged) if (path !== 'counter') assert.equal(clients[1].read(path)?.text, text)
  await until(() => [...acknowledged.keys()].every(path => path === 'counter' || seen.has(path)))
})

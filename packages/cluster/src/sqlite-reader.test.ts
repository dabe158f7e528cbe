import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openOffline } from './open-offline.ts'
import { tester } from './testing-root.ts'
import { testStore } from './testing-store.ts'

test('five thousand configs load at once, and asking whether anything changed costs next to nothing', async t => {
  const { root, client } = await testStore(t)
  const changes = Array.from(
    { length: 5000 },
    (_, i) => ({ op: 'write', path: `nodes/pve/qemu-server/${100 + i}.conf`, text: 'cores: 2\n'.repeat(50) }) as const,
  )
  await client.commit(changes, tester)
  using reader = openOffline(root)
  let start = performance.now()
  const all = reader.changedSince('nodes', 0)
  const loadMs = performance.now() - start
  assert.equal(all.files.length, 5000)
  start = performance.now()
  for (let i = 0; i < 1000; i++) reader.changedSince('nodes', all.revision)
  const askMs = performance.now() - start
  assert(askMs < 4 * loadMs, `${askMs} ms after ${loadMs} ms`)
})

test('a cache learns what was written, removed, renamed and made again since its revision', async t => {
  const { client } = await testStore(t)
  for (const path of ['nodes/a', 'nodes/b', 'nodes/c', 'nodes/d', 'other']) await client.commit([{ op: 'write', path, text: path }], tester)
  const { revision } = client.changedSince('nodes', 0)
  await client.commit([{ op: 'write', path: 'nodes/a', text: 'new' }], tester)
  await client.commit([{ op: 'remove', path: 'nodes/b' }], tester)
  await client.commit([{ op: 'rename', from: 'nodes/c', to: 'nodes/e' }], tester)
  await client.commit([{ op: 'remove', path: 'nodes/d' }], tester)
  await client.commit([{ op: 'write', path: 'nodes/d', text: 'again' }], tester)
  await client.commit([{ op: 'write', path: 'other', text: 'else' }], tester)
  const since = client.changedSince('nodes', revision)
  assert.deepEqual(
    since.files.map(file => [file.path, file.text]),
    [
      ['nodes/a', 'new'],
      ['nodes/e', 'nodes/c'],
      ['nodes/d', 'again'],
    ],
  )
  assert.deepEqual(since.removed, ['nodes/b', 'nodes/c'])
  assert.equal(since.revision, client.revision())
  assert.deepEqual(client.changedSince('nodes', since.revision), { files: [], removed: [], revision: since.revision })
})

test('a folder whose name begins like another one is not mixed up with it', async t => {
  const { client } = await testStore(t)
  for (const path of ['n/a', 'n-1/a', 'n0/a', 'na']) await client.commit([{ op: 'write', path, text: '' }], tester)
  assert.deepEqual(
    client.changedSince('n', 0).files.map(file => file.path),
    ['n/a'],
  )
})

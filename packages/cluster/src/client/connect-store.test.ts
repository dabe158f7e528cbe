import assert from 'node:assert/strict'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { openOffline } from '../open-offline.ts'
import { startStore } from '../store/start-store.ts'
import { atEnd, tester, testRoot } from '../testing-root.ts'
import { testStore, until } from '../testing-store.ts'
import { connectStore } from './connect-store.ts'

const conf = 'nodes/pve/qemu-server/100.conf'

test('a write is read back at once, with its revision, by every reader', async t => {
  const { root, client } = await testStore(t)
  const revision = await client.commit([{ op: 'write', path: conf, text: 'cores: 2\n' }], tester)
  assert.deepEqual({ ...client.read(conf), mtime: 0 }, { path: conf, text: 'cores: 2\n', revision, mtime: 0 })
  using offline = openOffline(root)
  assert.equal(offline.read(conf)?.text, 'cores: 2\n')
  assert.equal(offline.revision(), revision)
  assert.deepEqual(client.list('nodes/pve/qemu-server'), ['100.conf'])
  assert.deepEqual(client.list('nodes/pve'), ['lxc', 'priv', 'qemu-server'])
})

test('the socket and the database are for root alone', async t => {
  const { root } = await testStore(t)
  assert.equal(statSync(join(root.run, 'cluster.sock')).mode & 0o777, 0o600)
  assert.equal(statSync(join(root.state, 'config.db')).mode & 0o777, 0o600)
  assert.equal(statSync(join(root.state, 'config.db-wal')).mode & 0o777, 0o600)
})

test('a wrong expectation refuses the whole commit', async t => {
  const { client } = await testStore(t)
  const first = await client.commit([{ op: 'write', path: conf, text: 'a' }], tester)
  await client.commit([{ op: 'write', path: conf, text: 'b' }], tester)
  const late = client.commit(
    [
      { op: 'write', path: 'datacenter.cfg', text: 'x' },
      { op: 'write', path: conf, text: 'c', expect: first },
    ],
    tester,
  )
  await assert.rejects(late, /file changed by other user/)
  assert.equal(client.read('datacenter.cfg'), undefined)
  assert.equal(client.read(conf)?.text, 'b')
  await assert.rejects(client.commit([{ op: 'write', path: conf, text: 'c', expect: 0 }], tester), /VM 100 already exists on node 'pve'/)
})

test('increments of two clients through update are all kept', async t => {
  const { clients } = await testStore(t, 2)
  const add = (text: string | undefined) => String(Number(text ?? 0) + 1)
  await Promise.all(
    clients.map(async client => {
      for (let i = 0; i < 200; i++) await client.update('counter', tester, add)
    }),
  )
  assert.equal(clients[0]?.read('counter')?.text, '400')
  const parallel = clients.flatMap(client => Array.from({ length: 20 }, () => client.update('counter', tester, add)))
  await Promise.all(parallel)
  assert.equal(clients[0]?.read('counter')?.text, '440')
})

test('watchers are told in order, of their folder only', async t => {
  const { clients } = await testStore(t, 2)
  const [writer, watcher] = clients
  assert(writer && watcher)
  const seen: string[] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  using _watch = watcher.watch('nodes', (path, revision) => {
    seen.push(`${path} ${watcher.read(path)?.text} ${watcher.revision() >= revision}`)
    if (seen.length === 3) resolve()
  })
  await writer.commit([{ op: 'write', path: 'user.cfg', text: 'no' }], tester)
  for (const vmid of [101, 102]) await writer.commit([{ op: 'write', path: `nodes/pve/lxc/${vmid}.conf`, text: `${vmid}` }], tester)
  await writer.commit([{ op: 'remove', path: 'nodes/pve/lxc/101.conf' }], tester)
  await promise
  assert.deepEqual(seen.at(-1), 'nodes/pve/lxc/101.conf undefined true')
  assert.deepEqual(
    seen.map(line => line.split(' ')[0]),
    ['nodes/pve/lxc/101.conf', 'nodes/pve/lxc/102.conf', 'nodes/pve/lxc/101.conf'],
  )
})

test('a client comes back after a restart of the store: writes wait, watchers miss nothing', async t => {
  const root = testRoot(t)
  const first = await startStore({ root, mount: false })
  const client = await connectStore(root)
  const other = await connectStore(root)
  atEnd(t, () => Promise.all([client.close(), other.close()]))
  await client.commit([{ op: 'write', path: 'a', text: '1' }], tester)
  const seen: string[] = []
  using _watch = other.watch('', path => seen.push(path))
  client.hub.publish([{ kind: 'guest', id: '100', path: '/vms/100', data: { status: 'running' } }])
  await first.close()
  const waiting = client.commit([{ op: 'write', path: 'b', text: '2' }], tester)
  const second = await startStore({ root, mount: false })
  atEnd(t, () => second.close())
  await waiting
  await client.commit([{ op: 'write', path: 'c', text: '3' }], tester)
  await until(() => seen.includes('b') && seen.includes('c'))
  await until(() => other.hub.values('guest').get('100') !== undefined)
  assert.equal(client.read('b')?.text, '2')
})

test('no guest id is given to two callers', async t => {
  const { clients } = await testStore(t, 2)
  const ids = await Promise.all(Array.from({ length: 20 }, (_, i) => clients[i % 2]?.reserveId()))
  assert.deepEqual(
    ids.map(Number).sort((a, b) => a - b),
    Array.from({ length: 20 }, (_, i) => 100 + i),
  )
  const [one, two] = clients
  assert(one && two)
  await assert.rejects(one.reserveId(105, undefined, 'a@pam'), /just given to someone else/)
  assert.equal(await one.reserveId(500, undefined, 'a@pam'), 500)
  assert.equal(await two.reserveId(500, undefined, 'a@pam'), 500)
  await one.commit([{ op: 'write', path: 'nodes/pve/lxc/600.conf', text: '' }], tester)
  await assert.rejects(one.reserveId(600), /CT 600 already exists on node 'pve'/)
  assert.equal(await one.reserveId(undefined, { lower: 600, upper: 700 }), 601)
  await assert.rejects(one.reserveId(undefined, { lower: 600, upper: 601 }), /no guest id is free/)
})

test('history names author, task and text, and knows a file by its names before and after a rename', async t => {
  const { client } = await testStore(t)
  const moved = 'nodes/other/qemu-server/100.conf'
  await client.commit([{ op: 'write', path: conf, text: 'one' }], { authid: 'a@pam!ci', upid: 'UPID:x' })
  await client.commit([{ op: 'rename', from: conf, to: moved }], tester)
  await client.commit([{ op: 'write', path: moved, text: 'two' }], tester)
  await client.commit([{ op: 'remove', path: moved }], tester)
  const entries = [...client.past.changes({ path: moved })].flat()
  assert.deepEqual(
    entries.map(({ id, op, path }) => [op, path, client.past.brief(id, 1000).after]),
    [
      ['remove', moved, undefined],
      ['write', moved, 'two'],
      ['rename', moved, 'one'],
    ],
  )
  const [first] = [...client.past.changes({ path: conf })].flat().slice(-1)
  assert.deepEqual([first?.op, first?.author, first?.node], ['write', { authid: 'a@pam!ci', upid: 'UPID:x' }, 'pve'])
  await client.commit([{ op: 'write', path: 'priv/shadow.cfg', text: 'secret' }], tester)
  const [secret] = [...client.past.changes({ path: 'priv/shadow.cfg' })].flat()
  assert.equal(client.past.brief(secret?.id ?? 0, 1000).after, undefined)
})

test('history of a folder tells of all files below it, and that of the root of all files', async t => {
  const { client } = await testStore(t)
  for (const path of ['n/one', 'n/deep/two', 'n-1/other']) await client.commit([{ op: 'write', path, text: '' }], tester)
  const paths = (folder: string) => [...client.past.changes({ path: folder })].flat().map(({ path }) => path)
  assert.deepEqual(paths('n'), ['n/deep/two', 'n/one'])
  assert.deepEqual(paths('').slice(0, 2), ['n-1/other', 'n/deep/two'])
})

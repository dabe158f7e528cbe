import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MemoryStore } from './memory-store.ts'

const author = { authid: 'root@pam' }

test('a commit with a wrong expectation changes nothing at all', async () => {
  const store = new MemoryStore({ 'a.cfg': 'a' })
  await assert.rejects(
    store.commit(
      [
        { op: 'write', path: 'b.cfg', text: 'b' },
        { op: 'write', path: 'a.cfg', text: 'c', expect: 99 },
      ],
      author,
    ),
    /file changed by other user/,
  )
  assert.equal(store.read('b.cfg'), undefined)
  await assert.rejects(store.commit([{ op: 'write', path: 'a.cfg', text: 'c', expect: 0 }], author), /already exists/)
  await assert.rejects(store.commit([{ op: 'rename', from: 'a.cfg', to: 'a.cfg' }], author), /already exists/)
})

test('update keeps, changes and removes a file, and its history remembers who did', async () => {
  const store = new MemoryStore({ 'a.cfg': 'a' })
  const before = store.revision()
  assert.equal(await store.update('a.cfg', author, () => undefined), before)
  await store.update('a.cfg', author, text => `${text}b`)
  await store.update('a.cfg', { authid: 'joe@pve' }, () => null)
  assert.equal(store.read('a.cfg'), undefined)
  assert.deepEqual(
    store
      .changesOf('a.cfg')
      .slice(0, 2)
      .map(entry => [entry.op, entry.author.authid, entry.text]),
    [
      ['remove', 'joe@pve', undefined],
      ['write', 'root@pam', 'ab'],
    ],
  )
})

test('changedSince and watch tell of writes and removals below a folder only', async () => {
  const store = new MemoryStore({ 'nodes/a/qemu-server/100.conf': 'x', 'user.cfg': '' })
  const seen: string[] = []
  using _watch = store.watch('nodes', path => seen.push(path))
  const since = store.revision()
  await store.commit([{ op: 'rename', from: 'nodes/a/qemu-server/100.conf', to: 'nodes/b/qemu-server/100.conf' }], author)
  await store.commit([{ op: 'write', path: 'user.cfg', text: 'y' }], author)
  const changed = store.changedSince('nodes', since)
  assert.deepEqual(
    changed.files.map(file => file.path),
    ['nodes/b/qemu-server/100.conf'],
  )
  assert.deepEqual(changed.removed, ['nodes/a/qemu-server/100.conf'])
  assert.deepEqual(seen, ['nodes/a/qemu-server/100.conf', 'nodes/b/qemu-server/100.conf'])
  assert.deepEqual(store.list('nodes'), ['b'])
})

test('a lock is held by one at a time and refused after the wait', async () => {
  const store = new MemoryStore()
  const order: string[] = []
  {
    await using _first = await store.lock('x', { ttlMs: 1000, waitMs: 1000 })
    await assert.rejects(store.lock('x', { ttlMs: 1000, waitMs: 5 }), /can't lock/)
    order.push('first')
  }
  await using _second = await store.lock('x', { ttlMs: 1000, waitMs: 1000 })
  order.push('second')
  assert.deepEqual(order, ['first', 'second'])
})

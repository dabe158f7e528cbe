import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { GuestIndex } from '@quorate/guest'
import { rootAt } from '@quorate/host'
import { MemoryStore } from '@quorate/testing'
import { forgetGoneGuests } from './forget-guests.ts'

const author = { authid: 'root@pam' }
const path = (vmid: number) => `nodes/pve/qemu-server/${vmid}.conf`

test('statistics go with their guest, also when another one gets its id', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'quorate-forget-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const root = rootAt(folder, 'pve')
  mkdirSync(join(root.state, 'statistics/guest'), { recursive: true })
  for (const vmid of ['100', '555']) writeFileSync(join(root.state, 'statistics/guest', vmid), '')
  const store = new MemoryStore({ [path(100)]: 'meta: ctime=1\n', [path(101)]: 'meta: ctime=1\n', [path(102)]: 'name: old\n' })
  const forgotten: string[] = []
  using _watching = forgetGoneGuests(store, new GuestIndex(store), { forget: (_kind, id) => void forgotten.push(id) }, root)
  assert.deepEqual(forgotten.splice(0), ['555'])
  await store.update(path(100), author, text => `${text}name: a\n`)
  await store.update(path(102), author, () => 'meta: ctime=5\n')
  assert.deepEqual(forgotten, [])
  await store.commit([{ op: 'remove', path: path(100) }], author)
  await store.commit([{ op: 'write', path: path(101), text: 'lock: create\n' }], author)
  await store.commit([{ op: 'write', path: path(101), text: 'meta: ctime=2\n' }], author)
  assert.deepEqual(forgotten, ['100', '101'])
})

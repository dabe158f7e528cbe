import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MemoryStore } from '@quorate/testing'
import { GuestIndex } from './guest-index.ts'
import { guestRows } from './guest-rows.ts'
import { nextId, nextIdRange } from './next-id.ts'
import { checkTagChange, normalTags } from './tags.ts'

const author = { authid: 'root@pam' }
const noStates = { values: () => new Map() }
const alone = { now: 0, nodes: new Map([['pve', { online: true }]]) }

test('a guest is listed from its config file, with the boot disk as its size', () => {
  const store = new MemoryStore({
    'nodes/pve/qemu-server/100.conf':
      'boot: order=ide2;scsi0\ncores: 2\nide2: local:iso/a.iso,media=cdrom,size=9M\nmemory: 2048\nname: web\nscsi0: local:100/vm-100-disk-0.qcow2,size=8G\nsockets: 2\ntags: a;b\n\n[before]\nname: old\n',
  })
  const [row] = guestRows(new GuestIndex(store), noStates, () => true, alone)
  assert.deepEqual(
    { name: row?.name, maxcpu: row?.maxcpu, maxmem: row?.maxmem, maxdisk: row?.maxdisk, tags: row?.tags, status: row?.status, id: row?.id },
    { name: 'web', maxcpu: 4, maxmem: 2048 * 2 ** 20, maxdisk: 8 * 2 ** 30, tags: 'a;b', status: 'stopped', id: 'qemu/100' },
  )
})

test('a broken config is listed with its error', () => {
  const store = new MemoryStore({ 'nodes/pve/qemu-server/100.conf': 'name: web\nthis is nothing\n' })
  const [row] = guestRows(new GuestIndex(store), noStates, () => true, alone)
  assert.equal(row?.name, 'web')
  assert.match(row?.error ?? '', /line 2/)
})

test('a file with the line ends of Windows is listed like any other', () => {
  const store = new MemoryStore({ 'nodes/pve/lxc/100.conf': 'hostname: web\r\ncores: 2\r\nrootfs: local:100/a.raw,size=8G\r\n' })
  const [row] = guestRows(new GuestIndex(store), noStates, () => true, alone)
  assert.deepEqual([row?.name, row?.maxcpu, row?.maxdisk, row?.error], ['web', 2, 8 * 2 ** 30, undefined])
})

test('a guest moved to another node is known there and nowhere else', async () => {
  const store = new MemoryStore({ 'nodes/a/qemu-server/100.conf': 'name: web\n' })
  const index = new GuestIndex(store)
  assert.equal(index.find(100)?.node, 'a')
  await store.commit([{ op: 'rename', from: 'nodes/a/qemu-server/100.conf', to: 'nodes/b/qemu-server/100.conf' }], author)
  assert.equal(index.find(100)?.node, 'b')
  assert.throws(() => index.require('a', 'qemu', 100), { message: "Configuration file 'nodes/a/qemu-server/100.conf' does not exist" })
  assert.throws(() => index.requireFree(100), { message: "VM 100 already exists on node 'b'" })
})

test('the next id is the lowest free one of the range, as a text', async () => {
  const store = new MemoryStore({ 'nodes/a/qemu-server/100.conf': '', 'nodes/b/lxc/101.conf': '' })
  const index = new GuestIndex(store)
  assert.equal(await nextId(index, nextIdRange(undefined), undefined, 'root@pam'), '102')
  assert.equal(await nextId(index, nextIdRange('next-id: lower=500,upper=600\n'), undefined, 'root@pam'), '500')
  await assert.rejects(nextId(index, nextIdRange(undefined), 101, 'root@pam'), { status: 400 })
})

test('of five thousand guests only the one that changed is read again', async () => {
  const files: Record<string, string> = {}
  for (let id = 100; id < 5100; id++) {
    files[`nodes/n${id % 16}/qemu-server/${id}.conf`] =
      `boot: order=scsi0\ncores: 2\nmemory: 2048\nname: vm${id}\nnet0: virtio=BC:24:11:00:00:01,bridge=vmbr0\nscsi0: local-lvm:vm-${id}-disk-0,size=32G\n`
  }
  const store = new MemoryStore(files)
  const index = new GuestIndex(store)
  const first = performance.now()
  guestRows(index, noStates, () => true, alone)
  const reading = performance.now() - first
  await store.update('nodes/n4/qemu-server/100.conf', author, text => `${text}tags: x\n`)
  const again = performance.now()
  const rows = guestRows(index, noStates, () => true, alone)
  const took = performance.now() - again
  assert.ok(took < reading / 3, `${took} ms after ${reading} ms`)
  assert.equal(rows.length, 5000)
  assert.equal(rows[0]?.tags, 'x')
})

test('tags are kept in lower case, sorted, once each', () => {
  assert.equal(normalTags('Web, db;web'), 'db;web')
  assert.throws(() => normalTags('a;-b'), { status: 400 })
})

test('a registered tag is for administrators', () => {
  const policy = { registered: ['prod'], userTags: 'free', allowed: [] } as const
  checkTagChange('a', 'a;b', policy)
  assert.throws(() => checkTagChange('a;prod', 'a', policy), { status: 403 })
})

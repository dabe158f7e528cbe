/** A Debian container on a BTRFS: snapshots while it runs, rollback, and copies of it whole and linked. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { after, before, test } from 'node:test'
import { btrfsFileSystem, type TestFileSystem } from '@quorate/storage/testing/btrfs'
import { cannotRun } from '../../packages/lxc/src/testing/hand-made-container.ts'
import { booted, inside as insideOf, offerDebian } from '../guests/debian-container.ts'
import { Product } from '../product.ts'

const made = cannotRun() || (await btrfsFileSystem({ quotas: true }))
const tree: TestFileSystem | undefined = typeof made === 'string' ? undefined : made
const skip = tree ? false : String(made)
const product = new Product()
const bridge = 'brdebcopy'
const vmid = 4440
const ct = (id = vmid) => `/nodes/pve/lxc/${id}`
const inside = (id: number, ...command: string[]) => insideOf(product, id, ...command)
const write = (text: string) => inside(vmid, 'sh', '-c', `echo ${text} > /root/state; echo ${text} > /data/state`)
const read = (id = vmid) => inside(id, 'cat', '/root/state', '/data/state')

before(async () => {
  if (!tree) return
  execFileSync('ip', ['link', 'add', bridge, 'type', 'bridge'])
  await product.start()
  await product.login()
  await product.ok('POST', '/storage', { storage: 'tree', type: 'btrfs', path: tree.path, content: 'rootdir' })
  const config = { hostname: 'origin', memory: 512, unprivileged: 1, features: 'nesting=1' }
  const volumes = { rootfs: 'tree:2', mp0: 'tree:1,mp=/data', net0: `name=eth0,bridge=${bridge},ip=manual` }
  const ostemplate = await offerDebian(product)
  assert.equal(await product.task('POST', '/nodes/pve/lxc', { vmid, ostemplate, start: 1, ...config, ...volumes }), 'OK')
  await booted(product, vmid)
})

after(async () => {
  await product.destroy()
  if (!tree) return
  await tree.remove()
  execFileSync('ip', ['link', 'del', bridge])
})

test('snapshots are taken while it runs on', { skip }, async () => {
  const { pid } = await product.ok('GET', `${ct()}/status/current`)
  write('one')
  assert.equal(await product.task('POST', `${ct()}/snapshot`, { snapname: 'first', description: 'as it was' }), 'OK')
  assert.equal((await product.api('PUT', `${ct()}/config`, { memory: 640 })).status, 200)
  write('two')
  inside(vmid, 'rm', '-rf', '/usr/share/perl5', '/etc/default')
  assert.equal(await product.task('POST', `${ct()}/snapshot`, { snapname: 'second' }), 'OK')
  write('three')
  const now = await product.ok('GET', `${ct()}/status/current`)
  assert.deepEqual([now.status, now.pid], ['running', pid])
  assert.equal(inside(vmid, 'systemctl', 'is-system-running'), 'running')
})

test('a copy of the running container, and one of a snapshot, are containers of their own', { skip }, async () => {
  assert.equal(await product.task('POST', `${ct()}/clone`, { newid: 4441, hostname: 'copy', full: 1, snapname: 'first' }), 'OK')
  assert.equal(await product.task('POST', `${ct()}/clone`, { newid: 4442, hostname: 'elsewhere', full: 1, storage: 'local' }), 'OK')
  for (const [id, name, state] of [
    [4441, 'copy', 'one\none'],
    [4442, 'elsewhere', 'three\nthree'],
  ] as const) {
    assert.equal(await product.task('POST', `${ct(id)}/status/start`), 'OK')
    await booted(product, id)
    assert.deepEqual([inside(id, 'hostname'), read(id)], [name, state])
    assert.notEqual(inside(id, 'cat', '/etc/machine-id'), inside(vmid, 'cat', '/etc/machine-id'))
    assert.notEqual(inside(id, 'cat', '/sys/class/net/eth0/address'), inside(vmid, 'cat', '/sys/class/net/eth0/address'))
    inside(id, 'sh', '-c', 'echo mine > /root/state')
    assert.equal(await product.task('POST', `${ct(id)}/status/stop`), 'OK')
    assert.equal(await product.task('DELETE', ct(id)), 'OK')
  }
  assert.equal(read(), 'three\nthree')
})

test('it goes back to a snapshot with all that was in it, and boots', { skip }, async () => {
  assert.equal(await product.task('POST', `${ct()}/snapshot/first/rollback`, { start: 1 }), 'OK')
  await booted(product, vmid)
  assert.equal(read(), 'one\none')
  inside(vmid, 'test', '-d', '/usr/share/perl5', '-a', '-d', '/etc/default')
  assert.equal((await product.ok('GET', `${ct()}/config`)).memory, 512)
  assert.match(inside(vmid, 'cat', '/proc/meminfo'), /^MemTotal: +524288 kB$/m)
})

test('it goes forward to a later snapshot, and stays off unless it is told to start', { skip }, async () => {
  assert.equal(await product.task('POST', `${ct()}/snapshot/second/rollback`), 'OK')
  assert.equal((await product.ok('GET', `${ct()}/status/current`)).status, 'stopped')
  assert.equal(await product.task('POST', `${ct()}/status/start`), 'OK')
  await booted(product, vmid)
  assert.equal(read(), 'two\ntwo')
  assert.equal((await product.ok('GET', `${ct()}/config`)).memory, 640)
  for (const name of ['first', 'second']) assert.equal(await product.task('DELETE', `${ct()}/snapshot/${name}`), 'OK')
  assert.equal(read(), 'two\ntwo')
})

test('linked copies of it as a template run side by side, also when it is gone', { skip }, async () => {
  assert.equal(await product.task('POST', `${ct()}/status/shutdown`, { timeout: 60 }), 'OK')
  assert.equal((await product.api('POST', `${ct()}/template`)).status, 200)
  for (const id of [4445, 4446]) {
    assert.equal(await product.task('POST', `${ct()}/clone`, { newid: id, hostname: `linked${id}` }), 'OK')
    assert.equal(await product.task('POST', `${ct(id)}/status/start`), 'OK')
  }
  for (const id of [4445, 4446]) await booted(product, id)
  inside(4445, 'sh', '-c', 'echo mine > /root/state')
  assert.deepEqual([read(4445), read(4446)], ['mine\ntwo', 'two\ntwo'])
  assert.notEqual(inside(4445, 'cat', '/etc/machine-id'), inside(4446, 'cat', '/etc/machine-id'))
  assert.deepEqual([inside(4445, 'hostname'), inside(4446, 'hostname')], ['linked4445', 'linked4446'])
  assert.equal(await product.task('DELETE', ct()), 'OK')
  assert.equal(await product.task('POST', `${ct(4446)}/status/reboot`, { timeout: 60 }), 'OK')
  await booted(product, 4446)
  assert.equal(read(4446), 'two\ntwo')
  for (const id of [4445, 4446]) assert.equal(await product.task('DELETE', `${ct(id)}?force=1`), 'OK')
  assert.deepEqual(await product.ok('GET', '/nodes/pve/storage/tree/content'), [])
})

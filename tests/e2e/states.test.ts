/** Snapshots with memory, rollback, suspend to disk and resume, through the whole product and its command line. */
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { countingVm as vm, nextCounter, startCountingGuest } from '../guests/counting-guest.ts'
import { Product } from '../product.ts'

const product = new Product()
const counter = (least?: number) => nextCounter(product, least)

before(async () => {
  await product.start()
  await product.login()
  await startCountingGuest(product, 64)
})

after(() => product.destroy())

test('a counting guest goes back to its snapshot with memory, and counts on from there', async () => {
  const then = await counter(3)
  const made = await product.run('qm', 'snapshot', '100', 'first', '--vmstate', '1', '--description', 'it counts')
  assert.equal(made.code, 0, made.error)
  assert.match(made.out + made.error, /stood still for \d+ ms/)
  const later = await counter(then + 30)
  assert.equal((await product.run('qm', 'snapshot', '100', 'second')).code, 0)
  const back = await product.run('qm', 'rollback', '100', 'first')
  assert.equal(back.code, 0, back.error)
  const now = await counter()
  assert.ok(now >= then && now < later, `${then}, ${later}, then ${now}`)
  await counter(now + 3)
  const rows = await product.ok('GET', `${vm}/snapshot`)
  const first = rows.find((row: { name: string }) => row.name === 'first')
  assert.deepEqual({ ...first, snaptime: 0 }, { name: 'first', description: 'it counts\n', snaptime: 0, vmstate: 1 })
  const shown = await product.ok('GET', `${vm}/snapshot/first/config`)
  assert.equal(shown.vmstate, 'local:100/vm-100-state-first.raw')
  assert.match(shown.runningmachine, /^pc-i440fx-.*\+pve0$/)
  assert.match(shown.runningcpu, /qemu64/)
  const tree = await product.run('qm', 'listsnapshot', '100')
  assert.match(tree.out, /^`-> first .*it counts\n {1,2}`-> second .*\n {1,2}`-> current .*You are here!$/m)
  assert.equal((await product.run('qm', 'delsnapshot', '100', 'first')).code, 0)
  assert.equal(existsSync(join(product.root, 'var/lib/vz/images/100/vm-100-state-first.raw')), false)
})

test('a guest suspended to disk counts on after its resume, without booting', async () => {
  const then = await counter(5)
  const suspended = await product.run('qm', 'suspend', '100', '--todisk', '1')
  assert.equal(suspended.code, 0, suspended.error)
  const { status, lock, qmpstatus } = await product.ok('GET', `${vm}/status/current`)
  assert.deepEqual({ status, lock, qmpstatus }, { status: 'stopped', lock: 'suspended', qmpstatus: 'stopped' })
  const resumed = await product.run('qm', 'resume', '100')
  assert.equal(resumed.code, 0, resumed.error)
  const now = await counter()
  assert.ok(now >= then && now < then + 200, `${then}, then ${now}`)
  assert.equal((await product.ok('GET', `${vm}/status/current`)).lock, undefined)
  assert.doesNotMatch(product.file('etc/pve/qemu-server/100.conf'), /vmstate|running/)
})

test('a guest suspended in memory stands still until it is resumed', async () => {
  assert.equal((await product.run('qm', 'suspend', '100')).code, 0)
  assert.equal((await product.ok('GET', `${vm}/status/current`)).qmpstatus, 'paused')
  assert.equal((await product.run('qm', 'resume', '100')).code, 0)
  assert.equal((await product.ok('GET', `${vm}/status/current`)).qmpstatus, 'running')
})

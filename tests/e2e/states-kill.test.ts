/** The runner is killed in the midst of a snapshot, a rollback and a suspend: afterwards the guest is as before, or the work is done. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { childrenOf } from '../contract/processes.ts'
import { countingVm as vm, nextCounter, startCountingGuest } from '../guests/counting-guest.ts'
import { Product } from '../product.ts'

const product = new Product()
const folder = () => join(product.root, 'var/lib/vz/images/100')
const stateOf = (name: string) => join(folder(), `vm-100-state-${name}.raw`)
const config = () => product.file('etc/pve/qemu-server/100.conf')

before(async () => {
  await product.start()
  await product.login()
  await startCountingGuest(product, 192)
})

after(() => product.destroy())

async function killRunner(): Promise<void> {
  const pid = childrenOf(product.pid).get('quorate-runner')
  assert.ok(pid, 'the runner does not run')
  process.kill(pid, 'SIGKILL')
  const until = Date.now() + 15_000
  const back = () => (childrenOf(product.pid).get('quorate-runner') ?? pid) !== pid
  while (!back() && Date.now() < until) await delay(20)
  assert.ok(back(), 'the runner did not come back')
}

/** Kills the runner some time after a task has got to its work, and answers how the task ended. */
async function killedDuring(path: string, body: Record<string, unknown>, begun: () => boolean, afterMs: number): Promise<string> {
  const upid = await product.ok('POST', `${vm}${path}`, body)
  const until = Date.now() + 10_000
  while (!begun() && Date.now() < until) await delay(5)
  assert.ok(begun(), 'the work did not begin')
  await delay(afterMs)
  await killRunner()
  const ended = await product.taskEnd(upid)
  assert.match(ended, /^OK$|interrupted/)
  return ended
}

function snapshotsOnDisk(): string[] {
  const text = execFileSync('qemu-img', ['info', '-U', '--output=json', join(folder(), 'vm-100-disk-0.qcow2')], { encoding: 'utf8' })
  return (JSON.parse(text).snapshots ?? []).map((one: { name: string }) => one.name)
}

async function pidOf(): Promise<number> {
  return (await product.ok('GET', `${vm}/status/current`)).pid
}

async function countsOn(): Promise<void> {
  const { qmpstatus, lock } = await product.ok('GET', `${vm}/status/current`)
  assert.deepEqual({ qmpstatus, lock }, { qmpstatus: 'running', lock: undefined })
  await nextCounter(product, (await nextCounter(product)) + 2)
}

for (const afterMs of [0, 250]) {
  test(`a snapshot with memory whose runner is killed ${afterMs} ms after it began is taken back, and the guest runs on`, async t => {
    const pid = await pidOf()
    const name = `killed${afterMs}`
    const ended = await killedDuring('/snapshot', { snapname: name, vmstate: 1 }, () => existsSync(stateOf(name)), afterMs)
    await countsOn()
    assert.equal(await pidOf(), pid)
    const done = ended === 'OK'
    t.diagnostic(ended)
    assert.equal(existsSync(stateOf(name)), done)
    assert.equal(snapshotsOnDisk().includes(name), done)
    assert.equal(config().includes(`[${name}]`), done)
    if (done) assert.equal(await product.task('DELETE', `${vm}/snapshot/${name}`), 'OK')
  })
}

test('after that a snapshot with memory can be made', async () => {
  assert.equal(await product.task('POST', `${vm}/snapshot`, { snapname: 'one', vmstate: 1 }), 'OK')
  await product.ok('PUT', `${vm}/config`, { tags: 'later' })
})

for (const afterMs of [50, 400]) {
  test(`a rollback whose runner is killed ${afterMs} ms after it began ends with one state whole, and the guest runs`, async t => {
    const later = /^tags: later$/m.test(config().split('[')[0] as string)
    const ended = await killedDuring('/snapshot/one/rollback', {}, () => /^lock: rollback$/m.test(config()), afterMs)
    t.diagnostic(ended)
    await countsOn()
    assert.deepEqual(snapshotsOnDisk(), ['one'])
    assert.ok(existsSync(stateOf('one')))
    if (ended !== 'OK') assert.equal(/^tags: later$/m.test(config().split('[')[0] as string) && later, later)
    await product.ok('PUT', `${vm}/config`, { tags: 'later' })
  })
}

for (const afterMs of [150]) {
  test(`a suspend to disk whose runner is killed ${afterMs} ms after it began leaves the guest running, or suspended`, async t => {
    const states = () => readdirSync(folder()).filter(name => name.startsWith('vm-100-state-suspend-'))
    const ended = await killedDuring('/status/suspend', { todisk: 1 }, () => states().length > 0, afterMs)
    t.diagnostic(ended)
    const { lock } = await product.ok('GET', `${vm}/status/current`)
    assert.equal(states().length, lock === 'suspended' ? 1 : 0)
    if (lock === 'suspended') assert.equal(await product.task('POST', `${vm}/status/start`), 'OK')
    await countsOn()
    assert.deepEqual(states(), [])
  })
}

test('a resume whose runner is killed leaves the guest suspended, or running', async t => {
  assert.equal(await product.task('POST', `${vm}/status/suspend`, { todisk: 1 }), 'OK')
  const ended = await killedDuring('/status/resume', {}, () => existsSync(join(product.root, 'run/qemu-server/100.pid')), 100)
  t.diagnostic(ended)
  const { lock } = await product.ok('GET', `${vm}/status/current`)
  assert.equal(/^vmstate:/m.test(config()), lock === 'suspended')
  if (lock === 'suspended') assert.equal(await product.task('POST', `${vm}/status/resume`), 'OK')
  await countsOn()
})

/** Bad days of the replicated config store, on real corosyncs: what goes on, what stops, for how long, and that all come together again. */
import assert from 'node:assert/strict'
import { closeSync, openSync, readdirSync, readFileSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test, type TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FinalState } from '../../packages/testing/src/checker/judge.ts'
import { emptyDisk, fillDisk } from '../../packages/testing/src/checker/nemesis.ts'
import { clock } from '../../packages/testing/src/checker/record.ts'
import { WriteLoad } from '../../packages/testing/src/checker/write-load.ts'
import { startStoreLab, type StoreLab } from '../../packages/testing/src/lab/store-lab.ts'
import { until } from '../until.ts'

const skip = process.getuid?.() === 0 ? false : 'a lab takes root'
const options = { skip, timeout: 240_000 }
const checkout = join(import.meta.dirname, '../..')
const finalScript = join(checkout, 'packages/testing/src/checker/final-state-process.ts')
const fakeClock = '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1'
/** Longest stall of the majority, and time until the minority can only be read. */
const budgetMs = 4000
/** For a machine with much else to do. */
const patience = { seconds: 60 }

let stores: StoreLab
let loads: WriteLoad[] = []

before(
  async () => {
    if (!skip) stores = await startStoreLab(5, { members: 3, diskMiB: 64, quiet: true })
  },
  { timeout: 240_000 },
)
after(() => stores?.[Symbol.asyncDispose]())

const members = () => stores.lab.nodes.filter(node => stores.isRunning(node, 'store'))
const loadOf = (node: number) => loads.find(load => load.node === node) ?? assert.fail(`nobody writes on n${node}`)

/** While somebody writes on every node; afterwards all write again by themselves, hold the same, and nothing acknowledged is lost. */
function badDay(name: string, work: (t: TestContext, lab: StoreLab['lab']) => Promise<void>): void {
  test(name, options, async t => {
    const begun = clock()
    const { lab } = stores
    loads = members().map(node => new WriteLoad(lab, node))
    try {
      for (const load of loads) await load.next('ok', 0)
      await work(t, lab)
      const healed = clock()
      for (const load of loads) await load.next('ok', healed)
    } finally {
      await Promise.all(loads.map(load => load[Symbol.asyncDispose]()))
    }
    await allTheSame(loads)
    t.diagnostic(`${((clock() - begun) / 1000).toFixed(1)} s`)
  })
}

async function allTheSame(writers: readonly WriteLoad[]): Promise<void> {
  const { lab } = stores
  const states = async () =>
    Promise.all(
      members().map(async node => JSON.parse(await lab.must(node, [process.execPath, finalScript, lab.name(node)])) as FinalState),
    )
  await until(
    'all nodes hold the same',
    async () => new Set((await states()).map(({ revision, digest }) => `${revision} ${digest}`)).size === 1,
    patience,
  )
  const acknowledged = writers.flatMap(load => [...load.acknowledged])
  assert.ok(acknowledged.length > 0)
  const [node = 1] = members()
  const emptied: string[] = []
  for (const [path, number] of acknowledged) {
    const there = readFileSync(join(lab.root(node), path), 'utf8')
    if (there === '') emptied.push(path)
    else assert.ok(Number(there) >= number, `${path} holds ${there}, and ${number} was acknowledged`)
  }
  // A writer that is ended between opening a file and writing into it leaves it empty, as everywhere.
  assert.ok(emptied.length <= writers.length, `empty are ${emptied.join(', ')}`)
}

function within(t: TestContext, what: string, ms: number, most = budgetMs): void {
  t.diagnostic(`${what}: ${(ms / 1000).toFixed(2)} s`)
  assert.ok(ms < most, `${what}: ${ms.toFixed(0)} ms are more than ${most}`)
}

const reads = async (node: number) => (await stores.lab.exec(node, ['timeout', '5', 'cat', '/etc/pve/corosync.conf'])).out.includes('totem')

const logOf = (node: number) => readFileSync(join(stores.lab.disk(node, 'var/log'), 'store.log'), 'utf8')

badDay('cut off from two others, one node can only be read, and the two go on, both within four seconds', async (t, lab) => {
  const cut = clock()
  await lab.cut(3)
  const refused = await loadOf(3).next('EACCES', 0)
  const goneOn = await Promise.all([1, 2].map(node => loadOf(node).next('ok', refused.ended)))
  await sleep(1000)
  assert.ok(await reads(3))
  const end = clock()
  assert.equal(loadOf(3).done.filter(({ begun }) => begun > refused.ended).length, 0, 'the minority wrote')
  for (const { path } of goneOn) assert.ok(readFileSync(join(lab.root(1), path)).length > 0)
  await lab.heal()
  for (const node of [1, 2]) within(t, `longest stall on n${node}`, loadOf(node).longestStall(cut, end))
  within(t, 'n3 can only be read after', refused.ended - cut)
})

badDay('when no node sees another one nobody writes and all can be read', async (t, lab) => {
  const cut = clock()
  for (const node of [1, 2, 3]) await lab.cut(node)
  const refused = await Promise.all([1, 2, 3].map(node => loadOf(node).next('EACCES', 0)))
  await sleep(1500)
  for (const node of [1, 2, 3]) {
    assert.ok(await reads(node))
    assert.equal(loadOf(node).done.filter(({ begun }) => begun > Math.max(...refused.map(({ ended }) => ended))).length, 0)
  }
  const healed = clock()
  await lab.heal()
  within(t, 'nobody writes after', Math.max(...refused.map(({ ended }) => ended)) - cut)
  const back = await Promise.all([1, 2, 3].map(node => loadOf(node).next('ok', healed)))
  t.diagnostic(`all write again after ${((Math.max(...back.map(({ ended }) => ended)) - healed) / 1000).toFixed(2)} s`)
})

badDay('a network that lets one direction through, and one that comes and goes, loses nothing', async (_t, lab) => {
  await lab.cutOneWay(1, 2)
  await sleep(5000)
  await lab.heal()
  for (let round = 0; round < 6; round++) {
    await lab.cut(2)
    await sleep(400)
    await lab.heal()
    await sleep(600)
  }
})

badDay('a firewall that holds back what goes beside the order costs a moment and nothing else', async (t, lab) => {
  const told = logOf(2).length
  const begun = clock()
  for (const held of ['', `ip saddr ${lab.address(1)} `]) {
    await lab.must(2, [
      'nft',
      `add table inet beside; add chain inet beside in { type filter hook input priority 0; }; add rule inet beside in ${held}udp dport 5404 drop`,
    ])
    await sleep(4000)
    await lab.must(2, ['nft', 'delete table inet beside'])
    await sleep(2000)
  }
  for (const node of [1, 2, 3]) within(t, `longest stall on n${node}`, loadOf(node).longestStall(begun, clock()), 2000)
  assert.doesNotMatch(logOf(2).slice(told), /goes on without/)
})

badDay('each process that is killed is gone on without, and comes back by itself', async (t, lab) => {
  for (const node of [1, 2, 3]) {
    for (const what of ['store', 'corosync'] as const) {
      const killed = clock()
      await stores.killProcess(node, what)
      const other = loadOf(node === 1 ? 2 : 1)
      await sleep(500)
      await other.next('ok', clock())
      within(t, `stall on n${other.node} after ${what} of n${node} was killed`, other.longestStall(killed, clock()))
      if (what === 'store') await stores.startStore(node)
      else stores.startCorosync(node)
      await loadOf(node).next('ok', clock())
    }
  }
  assert.ok(await lab.exec(1, ['true']))
})

badDay('a corosync that is restarted in good order interrupts nobody else for long', async t => {
  for (const node of [1, 2, 3]) {
    const begun = clock()
    stores.signal(node, 'corosync', 'SIGTERM')
    await until('it has ended', () => !stores.isRunning(node, 'corosync'), patience)
    stores.startCorosync(node)
    await loadOf(node).next('ok', clock())
    const other = loadOf(node === 1 ? 2 : 1)
    within(t, `stall on n${other.node}`, other.longestStall(begun, clock()))
  }
})

badDay('a node that stands still is gone on without, and finds what it missed', async (t, lab) => {
  const frozen = clock()
  await lab.freeze(2)
  const goneOn = await loadOf(1).next('ok', frozen + 300)
  await sleep(8000)
  within(t, 'longest stall on n1', loadOf(1).longestStall(frozen, clock()))
  const thawed = clock()
  await lab.thaw(2)
  await loadOf(2).next('ok', thawed)
  assert.ok(readFileSync(join(lab.root(2), goneOn.path)).length > 0)
  t.diagnostic(`n2 writes again after ${((clock() - thawed) / 1000).toFixed(2)} s`)
})

badDay('a node whose disk is full can be read, the others go on, and it is back when there is room', async (t, lab) => {
  const full = clock()
  await fillDisk(stores, 2)
  await sleep(9000)
  assert.ok(await reads(2))
  for (const node of [1, 3]) within(t, `longest stall on n${node}`, loadOf(node).longestStall(full, clock()))
  await until('it says why', () => /cannot write/.test(logOf(2)), patience)
  emptyDisk(stores, 2)
  const room = clock()
  await loadOf(2).next('ok', room)
  t.diagnostic(`n2 writes again after ${((clock() - room) / 1000).toFixed(2)} s`)
  assert.ok(stores.isRunning(2, 'store'))
  assert.ok(await lab.exec(1, ['true']))
})

badDay('a damaged database is noticed at the start, set aside, and filled anew by the others', async (_t, lab) => {
  stores.signal(3, 'store', 'SIGTERM')
  await until('the store has ended', () => !stores.isRunning(3, 'store'), patience)
  const folder = join(lab.root(3), 'var/lib/quorate')
  const database = join(folder, 'config.db')
  const file = openSync(database, 'r+')
  writeSync(file, Buffer.alloc(Math.floor(statSync(database).size / 2), 0xa5), 0, undefined, 8192)
  closeSync(file)
  await stores.startStore(3)
  await stores.untilInStep(3)
  await loadOf(3).next('ok', clock())
  assert.match(logOf(3), /is damaged[^]*set aside as/)
  assert.equal(readdirSync(join(folder, 'backup')).filter(name => /^damaged-.*\.db$/.test(name)).length, 1)
})

badDay('a node with the clock of yesterday takes part like any other', async (_t, lab) => {
  stores.signal(2, 'store', 'SIGTERM')
  await until('the store has ended', () => !stores.isRunning(2, 'store'), patience)
  await stores.startStore(2, [], { LD_PRELOAD: fakeClock, FAKETIME: '-1d', DONT_FAKE_MONOTONIC: '1' })
  const since = clock()
  const { path } = await loadOf(2).next('ok', since)
  await loadOf(1).next('ok', since)
  // It is as the one who wrote says, on every node.
  const day = 86_400_000
  for (const node of [1, 2, 3]) {
    const age = Date.now() - statSync(join(lab.root(node), path)).mtimeMs
    assert.ok(age > day / 2 && age < 2 * day, `n${node} shows an age of ${age} ms`)
  }
  stores.signal(2, 'store', 'SIGTERM')
  await until('the store has ended', () => !stores.isRunning(2, 'store'), patience)
  await stores.startStore(2)
})

badDay('two nodes join at once while others write', async t => {
  const begun = clock()
  await stores.join([4, 5])
  t.diagnostic(`both are in step after ${((clock() - begun) / 1000).toFixed(2)} s`)
  loads.push(...[4, 5].map(node => new WriteLoad(stores.lab, node)))
  for (const load of loads) await load.next('ok', clock())
  for (const node of [1, 2, 3]) within(t, `longest stall on n${node}`, loadOf(node).longestStall(begun, clock()), 2 * budgetMs)
})

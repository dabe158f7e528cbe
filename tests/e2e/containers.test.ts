/** Containers on the running product: its processes die, the machine seems to crash, many start and stop at once. */
import assert from 'node:assert/strict'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { childrenOf } from '../contract/processes.ts'
import { cannotRun } from '../../packages/lxc/src/testing/hand-made-container.ts'
import { addFolderContainer, addImageContainer } from '../guests/busybox-container.ts'
import { Product } from '../product.ts'
import { until } from '../until.ts'

const skip = cannotRun()
const product = new Product()
const ct = (vmid: number) => `/nodes/pve/lxc/${vmid}`

interface Row {
  readonly vmid: number
  readonly status: string
  readonly pid?: number
  readonly uptime: number
}

async function rows(): Promise<Row[]> {
  return await product.ok('GET', '/nodes/pve/lxc')
}

/** What is on the machine of containers that do not run. */
function left(running: readonly number[]): string[] {
  const gone = (vmid: string) => !running.includes(Number(vmid))
  const mounts = readFileSync('/proc/self/mountinfo', 'utf8').matchAll(new RegExp(`${product.root}/var/lib/lxc/(\\d+)`, 'g'))
  const runs = globSync('run/lxc/*.*', { cwd: product.root }).flatMap(file => /(\d+)\./.exec(file) ?? [])
  return [
    ...[...mounts].flatMap(([found, vmid = '']) => (gone(vmid) ? [found] : [])),
    ...runs.filter(text => /^\d+$/.test(text) && gone(text)),
  ]
}

before(async () => {
  if (skip) return
  await product.start()
  await product.login()
  addFolderContainer(product, 4200, ['unprivileged: 1', 'onboot: 1', 'startup: order=2'], 100_000)
  addImageContainer(product, 4201, ['onboot: 1', 'startup: order=1'])
  for (let vmid = 4210; vmid < 4220; vmid += 1) addFolderContainer(product, vmid, [], 0)
})

after(() => product.destroy())

test('containers run on while each process of the product is killed, and are seen as before', { skip }, async () => {
  for (const vmid of [4200, 4201]) assert.equal(await product.task('POST', `${ct(vmid)}/status/start`), 'OK')
  const pids = async () => (await rows()).filter(row => row.vmid < 4210).map(row => [row.vmid, row.status, row.pid])
  const known = await pids()
  assert.deepEqual(
    known.map(([vmid, status]) => [vmid, status]),
    [
      [4200, 'running'],
      [4201, 'running'],
    ],
  )
  for (const name of ['quorate-runner', 'quorate-daemon', 'quorate-agent', 'quorate-store']) {
    const pid = childrenOf(product.pid).get(name) ?? 0
    assert.ok(pid > 0, name)
    process.kill(pid, 'SIGKILL')
    await until(`${name} is back`, async () => ![undefined, pid].includes(childrenOf(product.pid).get(name)))
    await until('the answer is as before', async () => JSON.stringify(await pids()) === JSON.stringify(known))
  }
  assert.equal(await product.task('POST', `${ct(4200)}/status/stop`), 'OK')
  assert.deepEqual(left([4201]), [])
})

test('a runner that is killed in the middle of ten starts leaves each container running or gone', { skip }, async () => {
  const vmids = Array.from({ length: 10 }, (_, at) => 4210 + at)
  for (const pauseMs of [30, 60, 120]) {
    const begun = vmids.map(vmid => product.api('POST', `${ct(vmid)}/status/start`).catch(() => undefined))
    await delay(pauseMs)
    process.kill(childrenOf(product.pid).get('quorate-runner') ?? 0, 'SIGKILL')
    await Promise.all(begun)
    await until('the runner answers', async () => (await product.api('POST', `${ct(4200)}/status/stop`)).status === 200)
    await delay(500)
    const running = (await rows()).filter(row => row.status === 'running').map(row => row.vmid)
    assert.deepEqual(left(running), [], `after ${pauseMs} ms`)
    for (const vmid of vmids) {
      if (!running.includes(vmid)) assert.equal(await product.task('POST', `${ct(vmid)}/status/start`), 'OK')
      assert.equal(await product.task('POST', `${ct(vmid)}/status/stop`), 'OK')
    }
  }
  assert.deepEqual(left([4201]), [])
})

test('after a crash of the machine nothing of the former runs is in the way', { skip }, async () => {
  assert.equal(await product.task('POST', `${ct(4200)}/status/start`), 'OK')
  const monitors = globSync('run/lxc/42*.pid', { cwd: product.root }).map(file => Number(readFileSync(join(product.root, file), 'utf8')))
  await product.stop('SIGKILL')
  for (const pid of monitors) process.kill(pid, 'SIGKILL')
  // The pid of a process that has nothing to do with it.
  for (const file of globSync('run/lxc/42*.pid', { cwd: product.root })) writeFileSync(join(product.root, file), `${process.pid}\n`)
  await delay(1000)
  await product.start()
  await product.login()
  await until('both are known to be stopped', async () => (await rows()).every(row => row.status === 'stopped'))
  await until('nothing is left', async () => left([]).length === 0)
  for (const vmid of [4200, 4201]) assert.equal(await product.task('POST', `${ct(vmid)}/status/start`), 'OK')
  for (const vmid of [4200, 4201]) assert.equal(await product.task('POST', `${ct(vmid)}/status/stop`), 'OK')
})

test('containers start with the node in their order, and all are stopped at once', { skip }, async () => {
  assert.equal(await product.task('POST', '/nodes/pve/startall'), 'OK')
  const running = (await rows()).filter(row => row.status === 'running').map(row => row.vmid)
  assert.deepEqual(running, [4200, 4201])
  const begun = (vmid: number) => JSON.parse(readFileSync(join(product.root, `run/lxc/${vmid}.run`), 'utf8')).begun as number
  assert.ok(begun(4201) <= begun(4200))
  assert.equal(await product.task('POST', '/nodes/pve/stopall', { timeout: 20 }), 'OK')
  assert.deepEqual(
    (await rows()).filter(row => row.status === 'running'),
    [],
  )
  assert.deepEqual(left([]), [])
})

test('running containers are measured, and what was measured is kept', { skip }, async () => {
  assert.equal(await product.task('POST', `${ct(4201)}/status/start`), 'OK')
  interface Resource {
    readonly id: string
    readonly mem: number
    readonly disk: number
    readonly maxdisk: number
    readonly maxcpu: number
  }
  let row: Resource | undefined
  await until('it is measured', async () => {
    const all = (await product.ok('GET', '/cluster/resources?type=vm')) as Resource[]
    row = all.find(one => one.id === 'lxc/4201')
    return (row?.mem ?? 0) > 0
  })
  assert.ok((row?.disk ?? 0) > 2 ** 20 && (row?.maxdisk ?? 0) < 64 * 2 ** 20 && (row?.disk ?? 0) < (row?.maxdisk ?? 0))
  assert.ok((row?.maxcpu ?? 0) >= 1)
  assert.ok(Array.isArray(await product.ok('GET', `${ct(4201)}/rrddata?timeframe=hour`)))
  const interfaces = (await product.ok('GET', `${ct(4201)}/interfaces`)) as { name: string }[]
  assert.deepEqual(
    interfaces.map(one => one.name),
    ['lo'],
  )
})

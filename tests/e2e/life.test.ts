/** The life cycle around guests, from outside and on real QEMU: hook scripts, the order of starts, events, the end. */
import assert from 'node:assert/strict'
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, readSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { bootSector } from '../../packages/qemu/src/testing/boot-sector-guest.ts'
import { Product } from '../product.ts'

const product = new Product()
const node = `/nodes/${product.node}`
const vm = (vmid: number) => `${node}/qemu/${vmid}`

async function until<T>(what: string, look: () => Promise<T | undefined> | T | undefined, timeoutMs = 15_000): Promise<T> {
  for (const end = Date.now() + timeoutMs; Date.now() < end;) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    await new Promise(resolve => setTimeout(resolve, 25))
  }
  throw new Error(`${what}: not seen in ${timeoutMs} ms`)
}

const status = async (vmid: number) => (await product.ok('GET', `${vm(vmid)}/status/current`)) as Record<string, unknown>
const isStopped = (vmid: number) => until(`VM ${vmid} stopped`, async () => (await status(vmid)).status === 'stopped')
const hasStatus = (vmid: number, wanted: string) => until(`VM ${vmid} ${wanted}`, async () => (await status(vmid)).qmpstatus === wanted)
const log = async (upid: string) =>
  ((await product.ok('GET', `${node}/tasks/${upid}/log?limit=500`)) as { t: string }[]).map(line => line.t).join('\n')
/** Begins a task and expects it to end well; otherwise its log is told. */
async function done(path: string, body?: Readonly<Record<string, unknown>>): Promise<void> {
  const upid = await product.ok('POST', path, body)
  assert.equal(await product.taskEnd(upid), 'OK', await log(upid))
}

/** Human monitor command, as a guest's own access to a port would be. */
const monitor = (vmid: number, command: string) => product.ok('POST', `${vm(vmid)}/monitor`, { command })

function openDisk(path: string): { fd: number } & Disposable {
  const fd = openSync(path, 'r+')
  return { fd, [Symbol.dispose]: () => closeSync(fd) }
}

/** Without the BIOS menu, which waits for a key for two and a half seconds. */
const quickBoot = '-boot menu=off'

/** A guest of one sector: it counts, and powers off when its power button is pressed. */
async function addGuest(vmid: number, more: Readonly<Record<string, unknown>> = {}): Promise<void> {
  const disk = { virtio0: 'local:0.01,format=raw', boot: 'order=virtio0', serial0: 'socket', args: quickBoot }
  await done(`${node}/qemu`, { vmid, kvm: 0, memory: 32, ...disk, ...more })
  using image = openDisk(join(product.root, `var/lib/vz/images/${vmid}/vm-${vmid}-disk-0.raw`))
  writeSync(image.fd, bootSector(), 0, 512, 0)
}

/** The guest's counter, which it writes to the second sector of its disk. */
function counterOf(vmid: number): number {
  using image = openDisk(join(product.root, `var/lib/vz/images/${vmid}/vm-${vmid}-disk-0.raw`))
  const bytes = Buffer.alloc(4)
  readSync(image.fd, bytes, 0, 4, 512)
  return bytes.readUInt32LE()
}

/** Waits until the guest has booted and counts. */
async function counts(vmid: number): Promise<void> {
  const first = counterOf(vmid)
  await until(`VM ${vmid} counts`, () => counterOf(vmid) !== first)
}

const notes = join(product.root, 'hook.notes')
/** What hook scripts noted: `100 pre-start`, ... */
const noted = () => (existsSync(notes) ? readFileSync(notes, 'utf8').trim().split('\n') : [])

function writeHook(name: string, body: string): string {
  const folder = join(product.root, 'var/lib/vz/snippets')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, name), `#!/bin/sh\necho "$1 $2" >> ${notes}\n${body}\n`)
  chmodSync(join(folder, name), 0o755)
  return `local:snippets/${name}`
}

before(async () => {
  await product.start()
  await product.login()
})
after(() => product.destroy())

test('a hook script is run around the start and the stop, with what it prints in the log of the task', async () => {
  const hook = writeHook('hook.sh', 'echo "hook says $2"')
  await addGuest(100, { hookscript: hook })
  const start = await product.ok('POST', `${vm(100)}/status/start`)
  assert.equal(await product.taskEnd(start), 'OK')
  assert.deepEqual(noted(), ['100 pre-start', '100 post-start'])
  assert.match(await log(start), /hook says pre-start\n(?:.*\n)*hook says post-start/)
  const stop = await product.ok('POST', `${vm(100)}/status/stop`)
  assert.equal(await product.taskEnd(stop), 'OK', await log(stop))
  assert.deepEqual(noted().slice(2), ['100 pre-stop', '100 post-stop'])
  assert.match(await log(stop), /hook says pre-stop\n(?:.*\n)*hook says post-stop/)
})

test('a guest that ends by itself, or whose QEMU is killed, is told to its hook script in a task of its own', async () => {
  for (const end of ['power button', 'kill']) {
    rmSync(notes, { force: true })
    await done(`${vm(100)}/status/start`)
    if (end === 'kill') process.kill(Number((await status(100)).pid), 'SIGKILL')
    else {
      await new Promise(resolve => setTimeout(resolve, 500))
      await until('power off', async () => {
        if ((await status(100)).status === 'stopped') return true
        await monitor(100, 'system_powerdown').catch(() => undefined)
        return undefined
      })
    }
    await isStopped(100)
    await until('post-stop', () => (noted().includes('100 post-stop') ? true : undefined))
    assert.deepEqual(noted(), ['100 pre-start', '100 post-start', '100 post-stop'], end)
  }
  const tasks = (await product.ok('GET', `${node}/tasks?typefilter=qmcleanup&source=all`)) as { upid: string; status: string }[]
  assert.equal(tasks.length, 2)
  assert.match(await log(tasks[0]?.upid ?? ''), /hook says post-stop/)
})

test('a hook script that fails before the start keeps the guest stopped; later it is a warning', async () => {
  rmSync(notes, { force: true })
  writeHook('hook.sh', '[ "$2" != pre-start ] || exit 4')
  assert.match(
    await product.task('POST', `${vm(100)}/status/start`),
    /^start failed: hookscript error for 100 on pre-start: hook\.sh failed \(exit code 4\)/,
  )
  assert.equal((await status(100)).status, 'stopped')
  assert.deepEqual(noted(), ['100 pre-start'])
  writeHook('hook.sh', '[ "$2" = "pre-start" ] || exit 4')
  assert.equal(await product.task('POST', `${vm(100)}/status/start`), 'WARNINGS: 1')
  assert.equal((await status(100)).status, 'running')
  assert.equal(await product.task('POST', `${vm(100)}/status/stop`), 'WARNINGS: 2')
})

test('guests start with the node by their order and delays, and stop in reverse', async () => {
  const hook = writeHook('note.sh', '')
  await addGuest(201, { onboot: 1, startup: 'order=2', hookscript: hook })
  await addGuest(202, { onboot: 1, startup: 'order=1,up=1', hookscript: hook })
  await addGuest(203, { onboot: 1, hookscript: hook })
  await addGuest(204, { startup: 'order=1', hookscript: hook })
  rmSync(notes, { force: true })
  const begun = performance.now()
  const upid = await product.ok('POST', `${node}/startall`)
  assert.equal(await product.taskEnd(upid), 'OK')
  assert.ok(performance.now() - begun >= 1000)
  const starts = noted().filter(line => line.endsWith('pre-start'))
  assert.equal(starts[0], '202 pre-start')
  assert.deepEqual(starts, ['202 pre-start', '201 pre-start', '203 pre-start'])
  assert.match(await log(upid), /start VM 202: UPID:(?:.*\n)*.*waiting 1 s \(startup delay of VM 202\)\n(?:.*\n)*start VM 201: UPID:/)
  assert.equal((await status(204)).status, 'stopped')
  await Promise.all([201, 202, 203].map(counts))
  await done(`${node}/stopall`, { timeout: 20 })
  const stops = noted().filter(line => line.endsWith('post-stop'))
  assert.deepEqual(stops, ['203 post-stop', '201 post-stop', '202 post-stop'])
})

test('chosen guests are started, suspended, resumed and shut down at once, and what fails for one is a warning', async () => {
  const bulk = '/cluster/bulk-action/guest'
  const begun = await product.ok('POST', `${bulk}/start`, { vms: [201, 204, 999] })
  assert.equal(await product.taskEnd(begun), 'WARNINGS: 1')
  assert.match(await log(begun), /WARNING: guest 999 does not exist/)
  await Promise.all([201, 204].map(counts))
  await done(`${bulk}/suspend`, { vms: [201] })
  await hasStatus(201, 'paused')
  await done(`${bulk}/start`, { vms: [201] })
  await hasStatus(201, 'running')
  await product.ok('PUT', `${vm(204)}/config`, { lock: 'backup' })
  const ended = await product.ok('POST', `${bulk}/shutdown`, { vms: [201, 204], timeout: 20 })
  assert.equal(await product.taskEnd(ended), 'WARNINGS: 1')
  assert.match(await log(ended), /WARNING: shutdown VM 204: VM is locked \(backup\)/)
  await isStopped(201)
  assert.equal((await product.run('qm', 'unlock', '204')).code, 0)
  const stopped = await product.run('pvenode', 'stopall', '--timeout', '20')
  assert.deepEqual([stopped.code, stopped.error], [0, ''])
  await isStopped(204)
})

test('guests start with a boot of the machine, not with a restart of the product', async () => {
  const started = async () => ((await product.ok('GET', `${node}/tasks?typefilter=startall&source=all`)) as unknown[]).length
  const before = await started()
  const again = async () => {
    await product.stop()
    await product.start()
    await product.login()
  }
  await again()
  assert.equal(await started(), before)
  const bootId = product.file('var/lib/quorate/boot-id')
  await product.stop()
  writeFileSync(join(product.root, 'var/lib/quorate/boot-id'), '11111111-2222-3333-4444-555555555555\n')
  await again()
  await until('VM 201 running', async () => (await status(201)).status === 'running')
  assert.equal(await started(), before + 1)
  await until('boot noted', () => product.file('var/lib/quorate/boot-id') === bootId)
  await Promise.all([201, 202, 203].map(counts))
  await done(`${node}/stopall`, { timeout: 20 })
})

test('whoever has no right on a guest cannot start it among others', async () => {
  await product.ok('POST', '/access/users', { userid: 'ann@pve', password: 'a-test-password' })
  await product.ok('PUT', '/access/acl', { path: '/vms/201', users: 'ann@pve', roles: 'PVEVMUser' })
  await product.login('ann@pve', 'a-test-password')
  try {
    for (const path of [`${node}/startall`, `${node}/stopall`, `${node}/suspendall`]) {
      assert.equal((await product.api('POST', path)).status, 403, path)
      assert.equal((await product.api('POST', path, { vms: '201,202' })).status, 403, path)
    }
    await done(`${node}/startall`, { vms: '201', force: 1 })
  } finally {
    await product.login()
  }
  await done(`${vm(201)}/status/stop`)
})

/** Arms the ib700 watchdog as a guest would that then hangs: with the shortest of its times, none. */
const fireWatchdog = (vmid: number) => monitor(vmid, 'o /b 0x443 0x0f')

test('each action of a watchdog does what it says', async () => {
  await addGuest(210)
  for (const action of ['reset', 'shutdown', 'poweroff', 'pause', 'debug', 'none']) {
    await product.ok('PUT', `${vm(210)}/config`, { watchdog: `model=ib700,action=${action}` })
    await done(`${vm(210)}/status/start`)
    const { pid } = await status(210)
    await counts(210)
    await until('some counting', () => counterOf(210) > 10)
    const before = counterOf(210)
    // To power off is the end of QEMU itself, before it could answer.
    await fireWatchdog(210).catch(error => assert.equal(action, 'poweroff', String(error)))
    if (action === 'shutdown' || action === 'poweroff') await isStopped(210)
    else if (action === 'pause') await hasStatus(210, 'watchdog')
    else if (action === 'reset') await until('a counter that begins anew', () => counterOf(210) < before)
    else await until('a counter that goes on', () => counterOf(210) > before + 5)
    if ((await status(210)).status === 'running') assert.equal((await status(210)).pid, pid, action)
    await done(`${vm(210)}/status/stop`)
  }
})

test('a reset by the guest keeps it with what it was started with, or ends it where it may not reboot', async () => {
  await addGuest(211, { cores: 1 })
  await done(`${vm(211)}/status/start`)
  await counts(211)
  await product.ok('PUT', `${vm(211)}/config`, { memory: 48, reboot: 0 })
  const { pid } = await status(211)
  // What a guest does that reboots itself: the reset port of the chip set.
  await until('some counting', () => counterOf(211) > 10)
  const before = counterOf(211)
  await monitor(211, 'o /b 0xcf9 6')
  await until('a counter that begins anew', () => counterOf(211) < before)
  assert.equal((await status(211)).pid, pid)
  const pending = async () =>
    ((await product.ok('GET', `${vm(211)}/pending`)) as { key: string; pending?: unknown }[]).filter(row => 'pending' in row)
  assert.deepEqual((await pending()).map(row => row.key).toSorted(), ['memory', 'reboot'])
  await done(`${vm(211)}/status/reboot`, { timeout: 20 })
  assert.deepEqual(await pending(), [])
  assert.equal((await product.ok('GET', `${vm(211)}/config`)).memory, '48')
  await counts(211)
  await monitor(211, 'o /b 0xcf9 6')
  await isStopped(211)
})

test('a guest that panics stays to be looked at, and its state is seen', async () => {
  await addGuest(212, { args: `${quickBoot} -device pvpanic` })
  await done(`${vm(212)}/status/start`)
  await counts(212)
  await monitor(212, 'o /b 0x505 1')
  await hasStatus(212, 'guest-panicked')
  await until('the panic in the list of VMs', async () =>
    ((await product.ok('GET', `${node}/qemu`)) as { vmid: number; qmpstatus: string }[]).some(
      one => one.vmid === 212 && one.qmpstatus === 'guest-panicked',
    ),
  )
  await done(`${vm(212)}/status/stop`)
})

test('qm cleanup takes away what a run left, and not while it runs', async () => {
  rmSync(notes, { force: true })
  writeHook('hook.sh', '')
  await done(`${vm(100)}/status/start`)
  const busy = await product.run('qm', 'cleanup', '100', '1', '0')
  assert.match(busy.error, /VM 100 still runs/)
  assert.notEqual(busy.code, 0)
  const { pid } = await status(100)
  const waiting = product.run('qm', 'wait', '100', '--timeout', '20')
  process.kill(Number(pid), 'SIGKILL')
  assert.equal((await waiting).code, 0)
  const cleaned = await product.run('qm', 'cleanup', '100', '1', '0')
  assert.deepEqual([cleaned.code, cleaned.error], [0, ''])
  assert.deepEqual(noted(), ['100 pre-start', '100 post-start', '100 post-stop'])
})

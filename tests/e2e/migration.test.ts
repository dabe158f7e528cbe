import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { findProgram } from '@quorate/host'
import { startLab, type Lab } from '@quorate/testing/lab'
import { cannotRun } from '../../packages/lxc/src/testing/hand-made-container.ts'
import { makeRootArchive } from '../../packages/lxc/src/testing/root-archive.ts'
import { bootSector } from '../../packages/qemu/src/testing/boot-sector-guest.ts'

/** Real clusters on one machine: mind that others run beside. */
const patienceMs = 120_000
const missing = process.getuid?.() !== 0 ? 'a lab takes root' : findProgram('qemu-system-x86_64') ? undefined : 'QEMU is not installed'
/** The checkout is the one folder that all nodes of a lab share. */
const shared = join(import.meta.dirname, `../../.cache/shared-${process.pid}`)

let lab: Lab

const qm = (node: number, ...argv: string[]) => lab.must(node, ['qm', ...argv])
const pct = (node: number, ...argv: string[]) => lab.must(node, ['pct', ...argv])
const config = (node: number, vmid: number, kind = 'qemu-server') => {
  const path = `${lab.root(node)}/etc/pve/nodes/${lab.name(node)}/${kind}/${vmid}.conf`
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}
/** Nodes in which a QEMU of the guest runs. */
const runsOn = (vmid: number) =>
  lab.nodes.filter(node => {
    if (!lab.isOn(node)) return false
    const path = `${lab.root(node)}/run/quorate/qemu-server/${vmid}.pid`
    if (!existsSync(path)) return false
    const pid = readFileSync(path, 'utf8').trim()
    return existsSync(`${lab.root(node)}/proc/${pid}/cmdline`)
  })
const images = (node: number, vmid: number) => {
  const folder = join(lab.disk(node, 'var/lib/vz'), 'images', String(vmid))
  return existsSync(folder) ? readdirSync(folder) : []
}

/** What of an image has been written. */
const blocksOf = (node: number, vmid: number, file: string) =>
  statSync(join(lab.disk(node, 'var/lib/vz'), 'images', String(vmid), file)).blocks

async function until(what: string, look: () => unknown): Promise<void> {
  for (const end = Date.now() + patienceMs; Date.now() < end; await delay(100)) if (await look()) return
  throw new Error(`not within ${patienceMs / 1000} s: ${what}`)
}

/** What the guest has counted to: read on its serial port. */
async function counter(node: number, vmid: number): Promise<number> {
  const script = `const s=require('net').connect('/run/quorate/qemu-server/${vmid}.serial0');let t='';s.on('data',d=>{t+=d;const m=t.match(/^[0-9A-F]{8}\\r?$/gm);if(m&&m.length>1){console.log(parseInt(m.at(-1),16));process.exit()}})`
  return Number(await lab.must(node, ['timeout', '30', process.execPath, '-e', script]))
}

/** It runs on that node only, and goes on. */
async function countsOn(node: number, vmid: number): Promise<number> {
  assert.deepEqual(runsOn(vmid), [node])
  const now = await counter(node, vmid)
  await until('the guest counts on', async () => (await counter(node, vmid)) > now)
  return now
}

async function addGuest(vmid: number, storage: string, size?: string): Promise<void> {
  const image = join(shared, 'boot.raw')
  await qm(
    1,
    'create',
    String(vmid),
    '--memory',
    '64',
    '--kvm',
    '0',
    '--serial0',
    'socket',
    '--virtio0',
    `${storage}:0,import-from=${image},format=raw`,
    '--boot',
    'order=virtio0',
  )
  if (size !== undefined) await qm(1, 'resize', String(vmid), 'virtio0', size)
}

before(async () => {
  if (missing) return
  mkdirSync(shared, { recursive: true })
  const image = Buffer.alloc(1 << 20)
  image.set(bootSector())
  writeFileSync(join(shared, 'boot.raw'), image)
  lab = await startLab({ nodes: 3 })
  await lab.must(1, ['pvesm', 'add', 'dir', 'shared', '--path', join(shared, 'vz'), '--content', 'images', '--shared', '1', '--mkdir', '1'])
})

after(async () => {
  await lab?.[Symbol.asyncDispose]()
  rmSync(shared, { recursive: true, force: true })
})

const options = { timeout: 300_000, skip: missing ?? false }

test('a VM that does not run moves with its disk, or leaves it on a storage that all share', options, async () => {
  await addGuest(100, 'local')
  await addGuest(101, 'shared')
  await qm(1, 'migrate', '100', 'n2')
  await qm(1, 'migrate', '101', 'n3')
  assert.match(config(2, 100), /virtio0: local:100\/vm-100-disk-0.raw/)
  assert.match(config(3, 101), /virtio0: shared:101\/vm-101-disk-0.raw/)
  assert.deepEqual([images(1, 100), images(2, 100)], [[], ['vm-100-disk-0.raw']])
  // From any node, of any node: the call goes to where the guest is.
  await lab.must(3, ['pvesh', 'create', '/nodes/n2/qemu/100/migrate', '--target', 'n1'])
  await qm(3, 'migrate', '101', 'n1')
})

test('running VMs move while they count, encrypted, with shared and with local disks', options, async t => {
  for (const vmid of ['100', '101']) await qm(1, 'start', vmid)
  const refused = await lab.exec(1, ['qm', 'migrate', '100', 'n2', '--online'])
  assert.match(refused.error, /with-local-disks/)
  const counted = [await countsOn(1, 100), await countsOn(1, 101)]
  const first = await qm(1, 'migrate', '101', 'n2', '--online')
  const second = await qm(1, 'migrate', '100', 'n2', '--online', '--with-local-disks', '--migration_network', `${lab.address(2, 1)}/24`)
  assert.ok((await countsOn(2, 101)) > (counted[1] ?? 0))
  assert.ok((await countsOn(2, 100)) > (counted[0] ?? 0))
  assert.deepEqual([images(1, 100), images(2, 100)], [[], ['vm-100-disk-0.raw']])
  for (const text of [first, second]) t.diagnostic(/stood still for .*/.exec(text)?.[0] ?? text)
})

/** It runs there and has what was in its two file systems. */
async function containerOn(node: number, vmid: number): Promise<void> {
  const argv = ['pct', 'exec', String(vmid), '--', 'cat', '/root/state', '/tree/state']
  await until(`CT ${vmid} runs on node ${node}`, async () => (await lab.exec(node, argv)).out.trim() === 'moved\nmoved')
}

test(
  'a container is shut down, moved with its image and its folder tree, and started; killed runners change nothing',
  {
    ...options,
    skip: missing ?? cannotRun(),
  },
  async t => {
    makeRootArchive(join(lab.disk(1, 'var/lib/vz'), 'template/cache/small.tar.gz'))
    const mounts = ['--rootfs', 'local:0.05', '--mp0', 'local:0,mp=/tree']
    await pct(1, 'create', '110', 'local:vztmpl/small.tar.gz', '--ostype', 'unmanaged', '--unprivileged', '1', ...mounts, '--start', '1')
    await pct(1, 'exec', '110', '--', 'sh', '-c', 'echo moved | tee /root/state /tree/state')
    const refused = await lab.exec(1, ['pct', 'migrate', '110', 'n2', '--online'])
    assert.match(refused.error, /use restart/)
    const told = await pct(1, 'migrate', '110', 'n2', '--restart', '--timeout', '1')
    t.diagnostic(/was down for .*/.exec(told)?.[0] ?? told)
    await containerOn(2, 110)
    assert.deepEqual([config(1, 110, 'lxc'), images(1, 110)], ['', []])
    assert.equal(images(2, 110).length, 2)

    for (const [name, victim] of [
      ['source', 2],
      ['target', 1],
    ] as const) {
      const ended = lab.exec(2, ['pct', 'migrate', '110', 'n1', '--restart', '--timeout', '1', '--bwlimit', '100'])
      await until(`the container is down and on its way: ${name}`, () =>
        images(1, 110).some(file => file.endsWith('.raw') && blocksOf(1, 110, file) > 0),
      )
      await lab.must(victim, ['bash', '-c', 'kill -9 $(pgrep -f ^quorate-runner)'])
      await ended
      await containerOn(2, 110)
      await until(`nothing is left on the other node: ${name}`, () => images(1, 110).length === 0 && config(1, 110, 'lxc') === '')
      await until(`the lock is gone: ${name}`, () => !config(2, 110, 'lxc').includes('lock:'))
    }
    await lab.must(2, ['pvenode', 'migrateall', 'n1', '--vms', '110'])
    await containerOn(1, 110)
  },
)

/** Begins a migration that takes its time, and waits until both nodes are in the middle of it. */
async function begun(vmid: number): Promise<{ ended: Promise<Awaited<ReturnType<Lab['exec']>>> }> {
  const argv = ['qm', 'migrate', String(vmid), 'n2', '--online', '--with-local-disks', '--bwlimit', '1024']
  await until('n1 reaches n2', async () => (await lab.exec(1, ['pvesh', 'get', '/nodes/n2/version'])).code === 0)
  const ended = lab.exec(1, argv)
  const early = ended.then(({ code, out, error }) => {
    throw new Error(`ended with ${code} before QEMU ran at both ends: ${out}${error}`)
  })
  const arrives = () => runsOn(vmid).length === 2 && images(2, vmid).some(file => blocksOf(2, vmid, file) > 0)
  await Promise.race([early, until('QEMU runs at both ends, and the disk arrives', arrives)])
  return { ended }
}

/** All is as if the migration had not been tried. */
async function stayed(vmid: number, name: string): Promise<void> {
  await until(
    `${name}: nothing is left on the other node`,
    () => !lab.isOn(2) || (runsOn(vmid).length === 1 && images(2, vmid).length === 0),
  )
  await until(`${name}: the lock is gone`, () => !config(1, vmid).includes('lock:'))
  await countsOn(1, vmid)
  assert.equal(config(2, vmid), '')
}

test('a migration that is aborted, or loses its target, its node or the network, leaves the VM running where it was', options, async t => {
  const image = Buffer.alloc(24 << 20)
  for (let at = 0; at < image.length; at += 4) image.writeUInt32LE((at * 2_654_435_761) >>> 0, at)
  image.set(bootSector())
  writeFileSync(join(shared, 'boot.raw'), image)
  await addGuest(102, 'local')
  await qm(1, 'start', '102')
  await countsOn(1, 102)

  const aborted = await begun(102)
  const tasks = JSON.parse(await lab.must(1, ['pvesh', 'get', '/nodes/n1/tasks', '--source', 'active', '--output-format', 'json']))
  const task = tasks.find((one: { type: string }) => one.type === 'qmigrate')
  await lab.must(1, ['pvesh', 'delete', `/nodes/n1/tasks/${task.upid}`])
  assert.notEqual((await aborted.ended).code, 0)
  await stayed(102, 'aborted')

  const killed = await begun(102)
  await lab.must(2, ['bash', '-c', 'kill -9 $(cat /run/quorate/qemu-server/102.pid)'])
  assert.notEqual((await killed.ended).code, 0)
  await stayed(102, 'QEMU of the target killed')

  const cut = await begun(102)
  const cutAt = Date.now()
  await lab.cut(2)
  assert.notEqual((await cut.ended).code, 0)
  t.diagnostic(`given up ${((Date.now() - cutAt) / 1000).toFixed(1)} s after the network was cut`)
  assert.ok((await counter(1, 102)) > 0)
  await lab.heal()
  await stayed(102, 'network cut')

  const off = await begun(102)
  await lab.kill(2)
  assert.notEqual((await off.ended).code, 0)
  await countsOn(1, 102)
  await lab.boot(2)
  await stayed(102, 'target powered off')

  // The runner of the source ends in the middle, and its successor cleans up.
  const restarted = await begun(102)
  await lab.must(1, ['bash', '-c', 'kill -9 $(pgrep -f ^quorate-runner)'])
  await restarted.ended
  await stayed(102, 'runner of the source killed')
})

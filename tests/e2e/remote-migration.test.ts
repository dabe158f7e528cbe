import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { findProgram } from '@quorate/host'
import { startLab, type Lab } from '@quorate/testing/lab'
import { cannotRun } from '../../packages/lxc/src/testing/hand-made-container.ts'
import { makeRootArchive } from '../../packages/lxc/src/testing/root-archive.ts'
import { bootSector } from '../../packages/qemu/src/testing/boot-sector-guest.ts'

/** Two machines that know nothing of each other. */
const patienceMs = 120_000
const missing = process.getuid?.() !== 0 ? 'a lab takes root' : findProgram('qemu-system-x86_64') ? undefined : 'QEMU is not installed'
const folder = join(import.meta.dirname, `../../.cache/remote-${process.pid}`)

let lab: Lab
let secret = ''
let endpoint = ''

const qm = (node: number, ...argv: string[]) => lab.must(node, ['qm', ...argv])
const pct = (node: number, ...argv: string[]) => lab.must(node, ['pct', ...argv])
const config = (node: number, vmid: number, kind = 'qemu-server') => {
  const path = `${lab.root(node)}/etc/pve/nodes/${lab.name(node)}/${kind}/${vmid}.conf`
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}
const runs = (node: number, vmid: number) => {
  const path = `${lab.root(node)}/run/quorate/qemu-server/${vmid}.pid`
  return existsSync(path) && existsSync(`${lab.root(node)}/proc/${readFileSync(path, 'utf8').trim()}/cmdline`)
}
const images = (node: number, vmid: number) => {
  const path = join(lab.disk(node, 'var/lib/vz'), 'images', String(vmid))
  return existsSync(path) ? readdirSync(path) : []
}
const migrate = (vmid: number, there: number, ...more: string[]) =>
  lab.exec(1, [
    'qm',
    'remote-migrate',
    String(vmid),
    String(there),
    endpoint,
    '--target-storage',
    'local',
    '--target-bridge',
    'vmbr0:vmbr7',
    ...more,
  ])

async function until(what: string, look: () => unknown): Promise<void> {
  for (const end = Date.now() + patienceMs; Date.now() < end; await delay(100)) if (await look()) return
  throw new Error(`not within ${patienceMs / 1000} s: ${what}`)
}

/** What the guest has counted to: read on its serial port. */
async function counter(node: number, vmid: number): Promise<number> {
  const script = `const s=require('net').connect('/run/quorate/qemu-server/${vmid}.serial0');let t='';s.on('data',d=>{t+=d;const m=t.match(/^[0-9A-F]{8}\\r?$/gm);if(m&&m.length>1){console.log(parseInt(m.at(-1),16));process.exit()}})`
  return Number(await lab.must(node, ['timeout', '30', process.execPath, '-e', script]))
}

async function addGuest(vmid: number, ...more: string[]): Promise<void> {
  const disk = `local:0,import-from=${join(folder, 'boot.raw')},format=qcow2`
  const hardware = ['--memory', '64', '--kvm', '0', '--serial0', 'socket', '--virtio0', disk, '--boot', 'order=virtio0']
  await qm(1, 'create', String(vmid), ...hardware, ...more)
}

before(async () => {
  if (missing) return
  mkdirSync(folder, { recursive: true })
  const image = Buffer.alloc(12 << 20)
  for (let at = 0; at < image.length; at += 4) image.writeUInt32LE((at * 2_654_435_761) >>> 0, at)
  image.set(bootSector())
  writeFileSync(join(folder, 'boot.raw'), image)
  lab = await startLab({ nodes: 2, cluster: false })
  const token = JSON.parse(
    await lab.must(2, ['pveum', 'user', 'token', 'add', 'root@pam', 'move', '--privsep', '0', '--output-format', 'json']),
  )
  secret = token.value
  const pem = readFileSync(`${lab.root(2)}/etc/pve/nodes/${lab.name(2)}/pve-ssl.pem`)
  const { fingerprint256 } = new X509Certificate(pem)
  endpoint = `host=${lab.address(2)},apitoken=PVEAPIToken=root@pam!move=${secret},fingerprint=${fingerprint256}`
})

after(async () => {
  await lab?.[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

const options = { timeout: 300_000, skip: missing ?? false }

test('a VM that does not run goes to another cluster with its disk under another id, and is kept here, locked', options, async () => {
  await addGuest(100, '--net0', 'virtio=BC:24:11:00:00:01,bridge=vmbr0')
  const { code, out, error } = await migrate(100, 200)
  assert.equal(code, 0, out + error)
  assert.match(config(2, 200), /^virtio0: local:200\/vm-200-disk-0.qcow2/m)
  assert.match(config(2, 200), /^net0: virtio=BC:24:11:00:00:01,bridge=vmbr7$/m)
  assert.doesNotMatch(config(2, 200), /lock|coming/)
  assert.match(config(1, 100), /^lock: migrate$/m)
  assert.deepEqual([images(1, 100), images(2, 200)], [['vm-100-disk-0.qcow2'], ['vm-200-disk-0.qcow2']])
  const compare = ['qemu-img', 'compare', join(lab.disk(1, 'var/lib/vz'), 'images/100/vm-100-disk-0.qcow2')]
  await lab.must(1, [...compare, join(lab.disk(2, 'var/lib/vz'), 'images/200/vm-200-disk-0.qcow2')])
})

test('what speaks against it is said before anything is changed, and the token is never told', options, async () => {
  await addGuest(101)
  const attempt = async (words: RegExp, ...argv: Parameters<typeof migrate>) => {
    const { code, out, error } = await migrate(...argv)
    assert.notEqual(code, 0)
    assert.match(out + error, words)
    assert.ok(!(out + error).includes(secret))
    assert.doesNotMatch(config(1, 101), /lock/)
  }
  await attempt(/VM 200 already exists/, 101, 200)
  const right = endpoint
  try {
    endpoint = right.replace(/fingerprint=.*/, `fingerprint=${Array(32).fill('AB').join(':')}`)
    await attempt(/another fingerprint/, 101, 201)
    endpoint = right.replace(/,fingerprint=.*/, '')
    await attempt(/give the certificate's fingerprint/, 101, 201)
    endpoint = right.replace(secret, '00000000-0000-0000-0000-000000000000')
    await attempt(/token was refused/, 101, 201)
    const add = ['pveum', 'user', 'token', 'add', 'root@pam', 'weak', '--privsep', '1', '--output-format', 'json']
    endpoint = right.replace(`move=${secret}`, `weak=${JSON.parse(await lab.must(2, add)).value}`)
    await attempt(/Permission check failed \(\/vms\/201, VM.Allocate\)/, 101, 201)
  } finally {
    endpoint = right
  }
  // The cluster that gave it out keeps it, of course, with its users.
  for (const [node, ...folders] of [
    [1, '/var/log', '/run/quorate', '/var/lib/quorate'],
    [2, '/var/log', '/run/quorate'],
  ] as const) {
    const { code, out, error } = await lab.exec(node, ['grep', '-rlF', '--devices=skip', '--', secret, ...folders])
    assert.deepEqual([code, out, error], [1, '', ''])
  }
})

test('a running VM goes on counting in the other cluster, and goes nowhere when the other end breaks', options, async t => {
  await qm(1, 'start', '101')
  const before = await counter(1, 101)
  const early = migrate(101, 201, '--online', '--bwlimit', '1024').then(({ code, out, error }) => ({ code, text: out + error }))
  await until('QEMU runs at both ends', () => runs(2, 201))
  await lab.must(2, ['bash', '-c', 'kill -9 $(pgrep -f ^quorate-runner)'])
  const broken = await early
  assert.notEqual(broken.code, 0, broken.text)
  await until('nothing is left there', () => !runs(2, 201) && config(2, 201) === '' && images(2, 201).length === 0)
  await until('the lock is gone', () => !config(1, 101).includes('lock'))
  assert.ok((await counter(1, 101)) > before)

  const again = await migrate(101, 201, '--online', '--delete', '1')
  assert.equal(again.code, 0, again.out + again.error)
  t.diagnostic(/stood still for .*/.exec(again.out)?.[0] ?? again.out)
  assert.ok((await counter(2, 201)) > before)
  assert.deepEqual([runs(1, 101), runs(2, 201)], [false, true])
  assert.deepEqual([config(1, 101), images(1, 101)], ['', []])
  assert.match(config(2, 201), /^virtio0: local:201\/vm-201-disk-0.qcow2/m)
})

/** It runs there and has what was in its two file systems. */
async function containerOn(node: number, vmid: number): Promise<void> {
  const argv = ['pct', 'exec', String(vmid), '--', 'cat', '/root/state', '/tree/state']
  await until(`CT ${vmid} runs on node ${node}`, async () => (await lab.exec(node, argv)).out.trim() === 'moved\nmoved')
}

test(
  'a container goes to another cluster with its image and its folder tree, stopped or shut down for it, or runs again here',
  { ...options, skip: missing ?? cannotRun() },
  async t => {
    const move = (there: number, ...more: string[]) =>
      lab.exec(1, ['pct', 'remote-migrate', '110', String(there), endpoint, '--target-storage', 'local', '--target-bridge', '1', ...more])
    makeRootArchive(join(lab.disk(1, 'var/lib/vz'), 'template/cache/small.tar.gz'))
    const mounts = ['--rootfs', 'local:0.05', '--mp0', 'local:0,mp=/tree']
    await pct(1, 'create', '110', 'local:vztmpl/small.tar.gz', '--ostype', 'unmanaged', '--unprivileged', '1', ...mounts, '--start', '1')
    await pct(1, 'exec', '110', '--', 'sh', '-c', 'echo moved | tee /root/state /tree/state')
    assert.match((await move(210)).error, /use restart/)

    const early = move(210, '--restart', '--timeout', '1', '--bwlimit', '100')
    const filling = (file: string) => file.endsWith('.raw') && statSync(join(lab.disk(2, 'var/lib/vz'), 'images/210', file)).blocks > 0
    await until('it is down and on its way', () => images(2, 210).some(filling))
    await lab.must(2, ['bash', '-c', 'kill -9 $(pgrep -f ^quorate-runner)'])
    assert.notEqual((await early).code, 0)
    await containerOn(1, 110)
    await until('nothing is left there', () => config(2, 210, 'lxc') === '' && images(2, 210).length === 0)
    await until('the lock is gone', () => !config(1, 110, 'lxc').includes('lock'))

    const running = await move(210, '--restart', '--timeout', '1')
    assert.equal(running.code, 0, running.out + running.error)
    t.diagnostic(/was down for .*/.exec(running.out)?.[0] ?? running.out)
    await containerOn(2, 210)
    assert.match(config(1, 110, 'lxc'), /^lock: migrate$/m)
    assert.match(await pct(1, 'status', '110'), /stopped/)
    assert.doesNotMatch(config(2, 210, 'lxc'), /lock|coming/)
    assert.deepEqual([images(1, 110).length, images(2, 210).length], [2, 2])

    await pct(1, 'unlock', '110')
    const stopped = await move(211, '--delete', '1')
    assert.equal(stopped.code, 0, stopped.out + stopped.error)
    assert.deepEqual([config(1, 110, 'lxc'), images(1, 110)], ['', []])
    assert.match(await pct(2, 'status', '211'), /stopped/)
    await pct(2, 'start', '211')
    await containerOn(2, 211)
  },
)

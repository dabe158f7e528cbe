/** Looking after real file systems of real containers. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { findProgram, mountAt } from '@quorate/host'
import { rootMount } from '../runtime/lxc-paths.ts'
import { makeBusyboxRoot } from '../testing/busybox-root.ts'
import { cannotRun } from '../testing/hand-made-container.ts'
import { TrialNode } from '../testing/trial-node.ts'

const missing = ['mke2fs', 'e2fsck', 'debugfs', 'fstrim'].filter(program => findProgram(program) === undefined)
const skip = cannotRun() || (missing.length > 0 && `not installed: ${missing.join(', ')}`)
const megabyte = 2 ** 20
const owner = 100_000
const work = {
  signal: new AbortController().signal,
  log: () => undefined,
  warn: () => undefined,
  progress: () => undefined,
  undo: async () => ({ settle: async () => undefined }),
}

/** An image with an ext4 of what is in a folder. */
async function addImage(node: TrialNode, vmid: number, fill: (folder: string) => void): Promise<{ volid: string; path: string }> {
  const volid = await node.storage.allocate(work, 'local', vmid, { format: 'raw', sizeBytes: 96 * megabyte })
  const { path } = await node.storage.resolve(volid)
  const folder = mkdtempSync(join(tmpdir(), 'quorate-image-'))
  fill(folder)
  execFileSync('chown', ['-hR', `${owner}:${owner}`, folder])
  execFileSync('mke2fs', ['-q', '-t', 'ext4', '-F', '-E', `nodiscard,root_owner=${owner}:${owner}`, '-d', folder, path])
  rmSync(folder, { recursive: true })
  return { volid, path }
}

/** A container whose root file system and mp0 are images, and mp1 a folder of the storage. */
async function create(node: TrialNode): Promise<{ root: string; data: string }> {
  const root = await addImage(node, 100, folder => makeBusyboxRoot(folder, owner))
  const data = await addImage(node, 100, folder => writeFileSync(join(folder, 'old'), 'old'))
  const tree = await node.storage.allocate(work, 'local', 100, { format: 'subvol', sizeBytes: 0 })
  const lines = [
    'ostype: unmanaged',
    'unprivileged: 1',
    `rootfs: ${root.volid},size=96M`,
    `mp0: ${data.volid},mp=/data`,
    `mp1: ${tree},mp=/tree`,
  ]
  await node.setConfig(100, lines.map(line => `${line}\n`).join(''))
  return { root: root.path, data: data.path }
}

const post = (node: TrialNode, method: string, more: Readonly<Record<string, unknown>> = {}) =>
  node.request('POST', `/{vmid}/${method}`, { vmid: 100, ...more })
const allocated = (path: string) => statSync(path).blocks * 512

test('it is seen how full each file system is while the container runs', { skip }, async () => {
  await using node = await TrialNode.create()
  await create(node)
  await assert.rejects(node.request('GET', '/{vmid}/df', { vmid: 100 }), /CT 100 not running: start it, or mount it/)
  assert.equal(await node.power('start', 100), 'OK', node.logs.join('\n'))
  await node.inside(100, 'dd', 'if=/dev/urandom', 'of=/data/new', 'bs=1M', 'count=20')
  await node.inside(100, 'sync')
  const rows = (await node.request('GET', '/{vmid}/df', { vmid: 100 })) as { key: string; path: string; total: number; used: number }[]
  assert.deepEqual(
    rows.map(({ key, path }) => [key, path]),
    [
      ['rootfs', '/'],
      ['mp0', '/data'],
      ['mp1', '/tree'],
    ],
  )
  const [root, data] = rows
  assert.ok(root && data && data.used - root.used > 15 * megabyte && data.total < 96 * megabyte, JSON.stringify(rows))
})

test('unused blocks are given back, of a running container and of one that is not', { skip }, async () => {
  await using node = await TrialNode.create()
  const images = await create(node)
  const fill = async () => {
    for (const folder of ['/root', '/data']) await node.inside(100, 'dd', 'if=/dev/urandom', `of=${folder}/big`, 'bs=1M', 'count=30')
    await node.inside(100, 'sync')
    await node.inside(100, 'rm', '/root/big', '/data/big')
    await node.inside(100, 'sync')
    return { root: allocated(images.root), data: allocated(images.data) }
  }
  assert.equal(await node.power('start', 100), 'OK', node.logs.join('\n'))
  const first = await fill()
  assert.equal(await post(node, 'fstrim', { 'ignore-mountpoints': true }), 'OK', node.logs.join('\n'))
  assert.ok(first.root - allocated(images.root) > 25 * megabyte)
  assert.ok(first.data - allocated(images.data) < 5 * megabyte)
  const second = await fill()
  assert.equal(await node.power('stop', 100), 'OK')
  assert.equal(await post(node, 'fstrim'), 'OK', node.logs.join('\n'))
  assert.ok(second.root - allocated(images.root) > 25 * megabyte)
  assert.ok(second.data - allocated(images.data) > 25 * megabyte)
  assert.match(node.logs.join('\n'), /^rootfs: .* given back$/m)
  assert.doesNotMatch(node.config(100), /^lock:/m)
  assert.equal(mountAt(rootMount(node.host.root, 100)), undefined)
})

test('a file system is checked and mended, but none that is in use or is no own one', { skip }, async () => {
  await using node = await TrialNode.create()
  const images = await create(node)
  assert.equal(await post(node, 'fsck'), 'OK', node.logs.join('\n'))
  assert.equal(await post(node, 'fsck', { device: 'mp0', force: true }), 'OK', node.logs.join('\n'))
  execFileSync('debugfs', ['-w', '-R', 'set_super_value free_blocks_count 1', images.root], { stdio: 'ignore' })
  assert.equal(await post(node, 'fsck', { force: true }), 'WARNINGS: 1')
  assert.equal(await post(node, 'fsck', { force: true }), 'OK')
  await assert.rejects(post(node, 'fsck', { device: 'mp1' }), /mp1 of CT 100 is no file system of its own/)
  await assert.rejects(post(node, 'fsck', { device: 'mp7' }), /mp7 of CT 100 is no file system of its own/)
  execFileSync('debugfs', ['-w', '-R', 'clri /old', images.data], { stdio: 'ignore' })
  assert.match(String(await post(node, 'fsck', { device: 'mp0', force: true })), /^(?:mp0: errors are left that need answers|WARNINGS)/)
  assert.equal(await node.power('start', 100), 'OK', node.logs.join('\n'))
  await assert.rejects(post(node, 'fsck'), /CT 100 is running: its file systems are in use/)
})

test('a container is mounted for people, locked meanwhile, and its files can be reached', { skip }, async () => {
  await using node = await TrialNode.create()
  await create(node)
  await assert.rejects(post(node, 'unmount'), /CT 100 is not mounted/)
  assert.equal(await post(node, 'mount'), 'OK', node.logs.join('\n'))
  const path = rootMount(node.host.root, 100)
  assert.match(node.logs.join('\n'), new RegExp(`^mounted CT 100 in '${path}'$`, 'm'))
  assert.match(node.config(100), /^lock: mounted$/m)
  const file = (name: string) => node.request('GET', '/{vmid}/file-read', { vmid: 100, file: name })
  assert.deepEqual(await file('/data/old'), { content: 'old' })
  await node.request('POST', '/{vmid}/file-write', { vmid: 100, file: '/data/new', content: 'new' })
  assert.deepEqual([statSync(`${path}/data/new`).uid, (await file('/data/new')) as unknown], [owner, { content: 'new' }])
  await assert.rejects(post(node, 'mount'), /CT is locked \(mounted\)/)
  await assert.rejects(node.power('start', 100), /CT is locked \(mounted\)/)
  await assert.rejects(post(node, 'fsck'), /CT is locked \(mounted\)/)
  assert.equal(await post(node, 'unmount'), 'OK', node.logs.join('\n'))
  assert.equal(mountAt(path), undefined)
  assert.doesNotMatch(node.config(100), /^lock:/m)
  assert.equal(await node.power('start', 100), 'OK', node.logs.join('\n'))
  assert.equal(await node.inside(100, 'cat', '/data/new'), 'new')
})

test('a mount that is broken off leaves neither mounts nor a lock', { skip }, async () => {
  await using node = await TrialNode.create()
  await create(node)
  await node.setConfig(
    100,
    node
      .config(100)
      .replace('mp=/data', 'mp=/data,ro=1')
      .replace(/^mp1: \S+?,/m, 'mp1: local:100/vm-100-disk-9.raw,'),
  )
  assert.match(String(await post(node, 'mount')), /vm-100-disk-9/)
  assert.equal(mountAt(rootMount(node.host.root, 100)), undefined)
  assert.doesNotMatch(node.config(100), /^lock:/m)
})

test('a lock that something left can be taken away, and volumes that the config lost are found', { skip }, async () => {
  await using node = await TrialNode.create()
  await create(node)
  await node.setConfig(100, `lock: snapshot\n${node.config(100).replace(/^mp0: .*\n/m, '')}`)
  await post(node, 'unlock')
  assert.doesNotMatch(node.config(100), /^lock:/m)
  const found = await post(node, 'rescan', { dryrun: true })
  assert.match(String(found), /CT 100 add unreferenced volume 'local:100\/vm-100-disk-1.raw' as 'unused0' to config/)
  assert.doesNotMatch(node.config(100), /^unused0:/m)
  await post(node, 'rescan')
  assert.match(node.config(100), /^unused0: local:100\/vm-100-disk-1.raw/m)
})

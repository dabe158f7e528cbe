/** The runner is killed in the midst of work on containers: afterwards everything is as before, or the work is done. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { btrfsFileSystem, type TestFileSystem } from '@quorate/storage/testing/btrfs'
import { cannotRun } from '../../packages/lxc/src/testing/hand-made-container.ts'
import { makeRootArchive } from '../../packages/lxc/src/testing/root-archive.ts'
import { childrenOf } from '../contract/processes.ts'
import { Product } from '../product.ts'

const made = cannotRun() || (await btrfsFileSystem({ quotas: true }))
const tree: TestFileSystem | undefined = typeof made === 'string' ? undefined : made
const skip = tree ? false : String(made)
const product = new Product()
const ct = '/nodes/pve/lxc'
const ostemplate = 'local:vztmpl/small.tar.gz'

/** The present text of a container's config; '' when there is none. */
const config = (vmid: number): string => {
  try {
    return product.file(`etc/pve/lxc/${vmid}.conf`)
  } catch {
    return ''
  }
}

before(async () => {
  if (!tree) return
  await product.start()
  await product.login()
  await product.ok('POST', '/storage', { storage: 'tree', type: 'btrfs', path: tree.path, content: 'rootdir' })
  // Some weight, so that there is time to be killed in.
  const ballast = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`srv/part${at}`, `${at}`.repeat(400_000)]))
  makeRootArchive(join(product.root, 'var/lib/vz/template/cache/small.tar.gz'), ballast)
  const common = { ostemplate, ostype: 'unmanaged', hostname: 'killed' }
  assert.equal(await product.task('POST', ct, { vmid: 100, rootfs: 'tree:1', mp0: 'tree:1,mp=/data', ...common, start: 1 }), 'OK')
  assert.equal(await product.task('POST', ct, { vmid: 101, rootfs: 'local:1', ...common }), 'OK')
})

after(async () => {
  await product.destroy()
  await tree?.remove()
})

async function killRunner(): Promise<void> {
  const pid = childrenOf(product.pid).get('quorate-runner')
  assert.ok(pid, 'the runner does not run')
  process.kill(pid, 'SIGKILL')
  const until = Date.now() + 15_000
  const back = () => (childrenOf(product.pid).get('quorate-runner') ?? pid) !== pid
  while (!back() && Date.now() < until) await delay(20)
  assert.ok(back(), 'the runner did not come back')
}

/** Volumes of all storages, and what of work on containers is on the machine. */
async function left() {
  const volumes: string[] = []
  for (const storage of ['local', 'tree']) {
    for (const { volid } of await product.ok('GET', `/nodes/pve/storage/${storage}/content`))
      if (!volid.includes('vztmpl')) volumes.push(volid)
  }
  const mounts = readFileSync('/proc/self/mountinfo', 'utf8').matchAll(
    new RegExp(`${product.root}/(?:var/lib/lxc/(?!100/)|run/lxc)\\S*`, 'g'),
  )
  return {
    volumes: volumes.toSorted(),
    mounts: [...mounts].map(([found]) => found),
    scratch: globSync('run/lxc/copy-*', { cwd: product.root }),
  }
}

function snapshots(): string[] {
  const text = execFileSync('btrfs', ['subvolume', 'list', '-s', tree?.path ?? ''], { encoding: 'utf8' })
  // What went back to a snapshot is a copy of one, and no snapshot itself.
  return [...text.matchAll(/path (\S+@\S+)$/gm)].map(([, path]) => path as string)
}

/** Kills the runner some time after a task began, and answers how the task ended. */
async function killedDuring(method: string, path: string, body: Record<string, unknown>, afterMs: number): Promise<string> {
  const upid = await product.ok(method, path, body)
  await delay(afterMs)
  await killRunner()
  const ended = await product.taskEnd(upid)
  assert.match(ended, /^OK$|interrupted/)
  return ended
}

for (const afterMs of [20, 150, 400]) {
  test(`a creation whose runner is killed ${afterMs} ms after it began leaves all or nothing`, { skip }, async t => {
    const before = await left()
    const ended = await killedDuring('POST', ct, { vmid: 110, ostemplate, ostype: 'unmanaged', rootfs: 'local:1' }, afterMs)
    t.diagnostic(ended)
    assert.equal(config(110) !== '', ended === 'OK')
    if (ended === 'OK') assert.equal(await product.task('DELETE', `${ct}/110`), 'OK')
    assert.deepEqual(await left(), before)
  })

  test(
    `a clone on another kind of storage whose runner is killed ${afterMs} ms after it began leaves all or nothing`,
    { skip },
    async t => {
      const before = await left()
      const kept = snapshots()
      for (const [vmid, storage] of [
        [100, 'local'],
        [101, 'tree'],
      ] as const) {
        const ended = await killedDuring('POST', `${ct}/${vmid}/clone`, { newid: 111, storage, full: 1 }, afterMs)
        t.diagnostic(`${vmid}: ${ended}`)
        assert.equal(config(111) !== '', ended === 'OK')
        if (ended === 'OK') assert.equal(await product.task('DELETE', `${ct}/111`), 'OK')
        assert.deepEqual(await left(), before)
        assert.deepEqual(snapshots(), kept)
      }
    },
  )

  test(`a move whose runner is killed ${afterMs} ms after it began leaves the volume on one storage`, { skip }, async t => {
    const before = await left()
    const ended = await killedDuring('POST', `${ct}/101/move_volume`, { volume: 'rootfs', storage: 'tree', delete: 1 }, afterMs)
    t.diagnostic(ended)
    const there = await left()
    assert.equal(there.volumes.length, before.volumes.length)
    assert.deepEqual([there.mounts, there.scratch], [[], []])
    const volid = /rootfs: ([^,\n]+)/.exec(config(101))?.[1] ?? ''
    assert.ok(there.volumes.includes(volid), volid)
    if (volid.startsWith('tree:')) {
      assert.equal(await product.task('POST', `${ct}/101/move_volume`, { volume: 'rootfs', storage: 'local', delete: 1 }), 'OK')
    }
  })
}

for (const afterMs of [20, 80]) {
  test(`a snapshot whose runner is killed ${afterMs} ms after it began is made or not, and the container runs on`, { skip }, async t => {
    const name = `killed${afterMs}`
    const before = snapshots()
    const ended = await killedDuring('POST', `${ct}/100/snapshot`, { snapname: name }, afterMs)
    t.diagnostic(ended)
    const { status, lock } = await product.ok('GET', `${ct}/100/status/current`)
    assert.deepEqual({ status, lock }, { status: 'running', lock: undefined })
    assert.equal(config(100).includes(`[${name}]`), ended === 'OK')
    if (ended === 'OK') assert.equal(await product.task('DELETE', `${ct}/100/snapshot/${name}`), 'OK')
    assert.deepEqual(snapshots(), before)
  })
}

for (const afterMs of [20, 100, 250, 500]) {
  test(`a rollback whose runner is killed ${afterMs} ms after it began ends with one state whole`, { skip }, async t => {
    const path = `${ct}/100/snapshot`
    await product.ok('PUT', `${ct}/100/config`, { delete: 'tags' })
    assert.equal(await product.task('POST', path, { snapname: 'one' }), 'OK')
    await product.ok('PUT', `${ct}/100/config`, { tags: 'later' })
    const ended = await killedDuring('POST', `${path}/one/rollback`, { start: 1 }, afterMs)
    t.diagnostic(ended)
    const present = config(100).split('[')[0] as string
    assert.doesNotMatch(present, /^lock:/m)
    const { status } = await product.ok('GET', `${ct}/100/status/current`)
    if (/^tags: later$/m.test(present)) assert.equal(status, 'running')
    else if (status !== 'running') assert.equal(await product.task('POST', `${ct}/100/status/start`), 'OK')
    assert.deepEqual(
      snapshots().filter(name => !name.endsWith('@one')),
      [],
    )
    assert.equal(await product.task('DELETE', `${path}/one`), 'OK')
  })
}

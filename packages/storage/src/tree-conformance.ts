import assert from 'node:assert/strict'
import { lstat, mkdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { test } from 'node:test'
import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { recordingMaking } from './conformance.ts'
import type { OpenedStorage } from './driver.ts'
import { fillTree, readTree } from './testing/trees.ts'

/** One storage under test: opened, empty, holding containers. */
export interface TreeStorageUnderTest extends AsyncDisposable {
  readonly storage: OpenedStorage
  readonly host: Host
  /** A folder outside of the storage. */
  readonly outside: string
  /** Linked clones need nothing of their base, and are called as if they had none. */
  readonly independentClones?: boolean
  /** Folders can have a size that they cannot grow beyond. */
  readonly limits?: boolean
}

const failure = (pattern: RegExp) => (error: unknown) => error instanceof Failure && pattern.test(error.message)
const tree = { vmid: 100, format: 'subvol', sizeBytes: 0 } as const

/** What every storage that holds folder trees promises. */
export function treeConformance(name: string, make: () => Promise<TreeStorageUnderTest>, options: { skip?: string } = {}): void {
  if (options.skip !== undefined) return void test(`${name} keeps what storages promise`, { skip: options.skip })
  const check = (promise: string, body: (under: TreeStorageUnderTest) => Promise<void>) =>
    test(`${name} ${promise}`, async () => {
      await using under = await make()
      await under.storage.activate()
      await body(under)
    })

  check('creates a folder that is listed as the root of a container', async ({ storage: { volumes } }) => {
    const text = await volumes.allocate(tree, recordingMaking())
    const name = volumes.describe(text)
    assert.deepEqual([name.vmid, name.format, name.content, name.isBase], [100, 'subvol', 'rootdir', false])
    assert.match(text, /(^|\/)subvol-100-disk-0/)
    const { path, kind } = await volumes.path(name)
    assert.equal(kind, 'folder')
    await volumes.activate(name)
    const stats = await stat(path)
    assert.deepEqual([stats.isDirectory(), stats.mode & 0o7777, stats.uid, stats.gid], [true, 0o755, 0, 0])
    const listed = (await volumes.list({ vmid: 100 })).find(one => one.name.text === text)
    assert.equal(listed?.size, 0)
    assert.deepEqual((await volumes.find(name))?.name.text, text)
    assert.equal((await volumes.list({ vmid: 101 })).length, 0)
    await volumes.free(name)
    assert.equal(await volumes.find(name), undefined)
    await volumes.free(name)
    await assert.rejects(volumes.activate(name), failure(/does not exist/))
  })
  check('gives different names to folders that are created at the same time', async ({ storage: { volumes } }) => {
    const names = await Promise.all(Array.from({ length: 8 }, () => volumes.allocate(tree, recordingMaking())))
    assert.equal(new Set(names).size, 8)
    assert.equal((await volumes.list({ vmid: 100 })).length, 8)
  })
  check('refuses a name that is taken, and leaves what has it alone', async ({ storage: { volumes } }) => {
    const first = volumes.describe(await volumes.allocate(tree, recordingMaking()))
    const { path } = await volumes.path(first)
    const making = recordingMaking()
    await assert.rejects(volumes.allocate({ ...tree, name: first.leaf }, making), failure(/already exists/))
    for (const trace of making.traces.filter(one => !making.settled.includes(one))) await volumes.discard(trace)
    await writeFile(`${path}/kept`, '')
    await assert.rejects(volumes.allocate({ ...tree, name: first.leaf }, making), failure(/already exists/))
    assert.ok(await stat(`${path}/kept`))
    for (const name of ['subvol-101-disk-0', 'disk', '../subvol-100-disk-0', 'subvol-100-a/b', 'basevol-100-disk-0', 'vm-100-disk-0']) {
      await assert.rejects(volumes.allocate({ ...tree, name: `${name}.subvol` }, recordingMaking()), Failure, name)
    }
    assert.equal((await volumes.list({})).length, 1)
  })
  check('takes back exactly the folder that was created', async ({ storage: { volumes } }) => {
    const making = recordingMaking()
    const kept = volumes.describe(await volumes.allocate(tree, recordingMaking()))
    const gone = volumes.describe(await volumes.allocate(tree, making))
    const pending = making.traces.filter(one => !making.settled.includes(one))
    assert.ok(pending.length >= 1)
    await writeFile(`${(await volumes.path(gone)).path}/file`, 'text')
    for (const trace of pending.toReversed()) await volumes.discard(trace)
    for (const trace of pending.toReversed()) await volumes.discard(trace)
    assert.equal(await volumes.find(gone), undefined)
    assert.ok(await volumes.find(kept))
    const again = volumes.describe(await volumes.allocate(tree, recordingMaking()))
    assert.equal(again.text, gone.text)
    for (const trace of pending) await volumes.discard(trace)
    assert.ok(await volumes.find(again), 'a later volume of the same name stays')
  })
  check('gives a folder to another guest', async ({ storage: { volumes } }) => {
    const name = volumes.describe(await volumes.allocate(tree, recordingMaking()))
    await writeFile(`${(await volumes.path(name)).path}/file`, 'text')
    const moved = volumes.describe(await volumes.freeName(101, name))
    assert.deepEqual([moved.vmid, moved.format], [101, 'subvol'])
    await volumes.rename(name, moved)
    assert.equal(await readFile(`${(await volumes.path(moved)).path}/file`, 'utf8'), 'text')
    assert.deepEqual([(await volumes.list({ vmid: 100 })).length, (await volumes.list({ vmid: 101 })).length], [0, 1])
    await assert.rejects(volumes.rename(name, volumes.describe(await volumes.freeName(102, name))), failure(/does not exist/))
    const other = volumes.describe(await volumes.allocate(tree, recordingMaking()))
    await assert.rejects(volumes.rename(other, moved), failure(/already exists/))
    assert.equal(await readFile(`${(await volumes.path(moved)).path}/file`, 'utf8'), 'text')
  })
  check('removes a tree without following its links', async ({ storage: { volumes }, outside }) => {
    const name = volumes.describe(await volumes.allocate(tree, recordingMaking()))
    const { path } = await volumes.path(name)
    await writeFile(`${outside}/precious`, '')
    await mkdir(`${path}/a/b`, { recursive: true })
    await symlink(outside, `${path}/a/link`)
    await symlink(`${outside}/precious`, `${path}/a/b/file`)
    await volumes.free(name)
    assert.ok(await lstat(`${outside}/precious`))
    await assert.rejects(lstat(path))
  })
  check('removes no tree in which something is mounted', async ({ storage: { volumes }, outside, host }) => {
    const making = recordingMaking()
    const name = volumes.describe(await volumes.allocate(tree, making))
    const { path } = await volumes.path(name)
    await writeFile(`${outside}/precious`, '')
    await mkdir(`${path}/a b`)
    await host.exec('mount', ['--bind', outside, `${path}/a b`])
    try {
      await assert.rejects(volumes.free(name), failure(/'.*\/a b' is mounted in it/))
      for (const trace of making.traces.filter(one => !making.settled.includes(one))) {
        await assert.rejects(volumes.discard(trace), failure(/is mounted in it/))
      }
      assert.ok(await lstat(`${path}/a b/precious`))
      assert.ok(await volumes.find(name))
    } finally {
      await host.exec('umount', [`${path}/a b`])
    }
    await volumes.free(name)
    assert.ok(await lstat(`${outside}/precious`))
  })
  check('fills a new folder with the tree of another', async ({ storage: { volumes }, host }) => {
    const from = volumes.describe(await volumes.allocate(tree, recordingMaking()))
    const { path } = await volumes.path(from)
    await fillTree(host, path)
    const progress: number[] = []
    const making = { ...recordingMaking(), progress: (done: number, total: number) => void progress.push(done / total) }
    const source = { path, format: 'subvol', sizeBytes: 0 }
    const copy = volumes.describe(await volumes.createFrom({ ...tree, vmid: 101 }, source, making))
    const copied = await readTree(host, (await volumes.path(copy)).path)
    const socket = (line: string) => line.startsWith(`b'etc/socket' `)
    assert.deepEqual(
      copied.filter(line => !socket(line)),
      (await readTree(host, path)).filter(line => !socket(line)),
    )
    assert.equal(progress.at(-1), 1)
    await volumes.free(from)
    await volumes.free(copy)
    assert.deepEqual(await volumes.list({}), [])
  })
  check('leaves nothing of a folder whose filling is aborted or fails', async ({ storage: { volumes }, outside }) => {
    const making = recordingMaking()
    await mkdir(`${outside}/tree`)
    await writeFile(`${outside}/tree/data`, Buffer.alloc(4 << 20, 1))
    const source = { path: `${outside}/tree`, format: 'subvol', sizeBytes: 0 }
    const aborting = { ...making, progress: () => making.controller.abort() }
    await assert.rejects(volumes.createFrom({ ...tree, vmid: 101 }, source, aborting, 1), failure(/aborted/))
    assert.deepEqual(making.settled.length, making.traces.length)
    await assert.rejects(volumes.createFrom({ ...tree, vmid: 101 }, { ...source, path: '/nowhere' }, recordingMaking()))
    await assert.rejects(volumes.createFrom({ ...tree, vmid: 101 }, { ...source, format: 'raw' }, recordingMaking()), failure(/no folder/))
    assert.deepEqual(await volumes.list({ vmid: 101 }), [])
  })
  check('keeps snapshots of a tree, where it says so', async ({ storage: { volumes, snapshots }, host }) => {
    if (!snapshots?.formats.includes('subvol')) return
    const name = volumes.describe(await volumes.allocate(tree, recordingMaking()))
    const { path } = await volumes.path(name)
    await fillTree(host, path)
    const before = await readTree(host, path)
    await snapshots.create(name, 'one')
    await assert.rejects(snapshots.create(name, 'one'), failure(/already exists/))
    await host.exec('rm', ['-rf', `${path}/usr`])
    await writeFile(`${path}/new`, 'text')
    const [snapshot] = await snapshots.list(name)
    assert.equal(snapshot?.name, 'one')
    assert.ok(Math.abs((snapshot?.time ?? 0) - Date.now() / 1000) < 3600)
    assert.deepEqual(await readTree(host, (await volumes.path(name, 'one')).path), before)
    assert.equal((await volumes.list({ vmid: 100 })).length, 1, 'a snapshot is no volume')
    const copy = { path: (await volumes.path(name, 'one')).path, format: 'subvol', sizeBytes: 0, snapshot: 'one' }
    const copied = volumes.describe(await volumes.createFrom({ ...tree, vmid: 101 }, copy, recordingMaking()))
    const socket = (line: string) => line.startsWith(`b'etc/socket' `)
    assert.deepEqual(
      (await readTree(host, (await volumes.path(copied)).path)).filter(line => !socket(line)),
      before.filter(line => !socket(line)),
    )
    await writeFile(`${(await volumes.path(copied)).path}/mine`, 'text')
    await snapshots.rollback(name, 'one')
    await snapshots.rollback(name, 'one')
    assert.deepEqual(await readTree(host, (await volumes.path(name)).path), before)
    await writeFile(`${path}/writable again`, 'text')
    await snapshots.remove(name, 'one')
    await snapshots.remove(name, 'one')
    assert.deepEqual(await snapshots.list(name), [])
    await assert.rejects(snapshots.rollback(name, 'one'), failure(/does not exist/))
    await snapshots.create(name, 'two')
    await volumes.free(name)
    await volumes.free(copied)
    const again = volumes.describe(await volumes.allocate(tree, recordingMaking()))
    assert.deepEqual(await snapshots.list(again), [], 'no snapshot of a former volume')
  })
  check('makes base trees and linked clones, where it says so', async under => {
    const { volumes, clones } = under.storage
    if (!clones?.formats.includes('subvol')) return
    const name = volumes.describe(await volumes.allocate(tree, recordingMaking()))
    await fillTree(under.host, (await volumes.path(name)).path)
    const before = await readTree(under.host, (await volumes.path(name)).path)
    const base = volumes.describe(await clones.makeBase(name))
    assert.deepEqual([base.isBase, base.format, base.content], [true, 'subvol', 'rootdir'])
    assert.match(base.text, /(^|\/)basevol-100-disk-0/)
    assert.equal(await volumes.find(name), undefined)
    const making = recordingMaking()
    if (clones.cloneFormat('subvol') === undefined) {
      await assert.rejects(clones.clone(base, { vmid: 101 }, making), failure(/cannot have linked clones/))
    } else {
      await assert.rejects(writeFile(`${(await volumes.path(base)).path}/new`, ''), { code: 'EROFS' })
      const clone = volumes.describe(await clones.clone(base, { vmid: 101 }, making))
      assert.deepEqual([clone.vmid, clone.format, clone.base], [101, 'subvol', under.independentClones ? undefined : base.text])
      const { path } = await volumes.path(clone)
      assert.deepEqual(await readTree(under.host, path), before)
      await writeFile(`${path}/mine`, 'text')
      assert.deepEqual(await readTree(under.host, (await volumes.path(base)).path), before)
      assert.deepEqual(
        (await volumes.list({ vmid: 101 })).map(one => one.name.text),
        [clone.text],
      )
      for (const trace of making.traces.filter(one => !making.settled.includes(one))) await volumes.discard(trace)
      assert.equal(await volumes.find(clone), undefined)
    }
    await clones.unmakeBase(base, name)
    await writeFile(`${(await volumes.path(name)).path}/new`, 'text')
    await volumes.free(name)
  })
  check('limits the size of a tree, where it says so', async ({ storage: { volumes, snapshots }, limits }) => {
    if (!limits) return
    const mib = 2 ** 20
    const warnings: string[] = []
    const making = { ...recordingMaking(), warn: (line: string) => void warnings.push(line) }
    const name = volumes.describe(await volumes.allocate({ ...tree, sizeBytes: 16 * mib }, making))
    const { path } = await volumes.path(name)
    assert.equal((await volumes.find(name))?.size, 16 * mib)
    await assert.rejects(writeFile(`${path}/much`, Buffer.alloc(24 * mib, 1), { flush: true }))
    await rm(`${path}/much`)
    await snapshots?.create(name, 'one')
    await volumes.resize(name, 48 * mib)
    await assert.rejects(volumes.resize(name, 8 * mib), failure(/smaller/))
    await snapshots?.rollback(name, 'one')
    const listed = (await volumes.list({ vmid: 100 }))[0]
    assert.equal(listed?.size, 48 * mib, 'a rollback leaves the limit')
    await writeFile(`${path}/much`, Buffer.alloc(24 * mib, 1), { flush: true })
    assert.ok((listed?.used ?? 24 * mib) < 16 * mib)
    const source = { path, format: 'subvol', sizeBytes: 48 * mib }
    const copy = volumes.describe(await volumes.createFrom({ ...tree, vmid: 101, sizeBytes: 64 * mib }, source, making))
    assert.equal((await volumes.find(copy))?.size, 64 * mib)
    assert.deepEqual(warnings, [])
  })
}

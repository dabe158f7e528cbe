import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '@quorate/schema'
import type { Making, OpenedStorage, Trace } from './driver.ts'

const mib = 2 ** 20

/** One storage under test: opened, empty, holding images. */
export interface StorageUnderTest extends AsyncDisposable {
  readonly storage: OpenedStorage
  /** Formats to try. */
  readonly formats: readonly ('raw' | 'qcow2' | 'vmdk')[]
  /** Linked clones need nothing of their base, and are called as if they had none. */
  readonly independentClones?: boolean
  /** Writes at the start of a volume's data, as a guest would. */
  write(path: string, format: string, text: string): Promise<void>
  /** Reads it back. */
  read(path: string, format: string, length: number): Promise<string>
}

/** Keeps what was to be created, as a task's journal does. */
export function recordingMaking(): Making & { readonly traces: Trace[]; readonly settled: Trace[]; readonly controller: AbortController } {
  const traces: Trace[] = []
  const settled: Trace[] = []
  const controller = new AbortController()
  return {
    traces,
    settled,
    controller,
    signal: controller.signal,
    willCreate: async trace => {
      traces.push(trace)
      return { settle: async () => void settled.push(trace) }
    },
    progress: () => {},
    warn: () => {},
  }
}

const failure = (pattern: RegExp) => (error: unknown) => error instanceof Failure && pattern.test(error.message)

/** What every storage that holds images promises. */
export function storageConformance(name: string, make: () => Promise<StorageUnderTest>, options: { skip?: string } = {}): void {
  if (options.skip !== undefined) return void test(`${name} keeps what storages promise`, { skip: options.skip })
  const check = (promise: string, body: (under: StorageUnderTest) => Promise<void>) =>
    test(`${name} ${promise}`, async () => {
      await using under = await make()
      await under.storage.activate()
      await body(under)
    })
  const each = (promise: string, body: (under: StorageUnderTest, format: 'raw' | 'qcow2' | 'vmdk') => Promise<void>) =>
    check(promise, async under => {
      for (const format of under.formats) await body(under, format)
    })

  check('can be activated twice, and tells its space then', async ({ storage }) => {
    await storage.activate()
    const status = await storage.status()
    assert.equal(status.active, true)
    if (status.total !== undefined) assert.ok((status.used ?? 0) + (status.available ?? 0) <= status.total * 1.01)
  })
  each('creates a volume that is listed with owner, size and format', async ({ storage: { volumes } }, format) => {
    const text = await volumes.allocate({ vmid: 100, format, sizeBytes: 8 * mib }, recordingMaking())
    const name = volumes.describe(text)
    assert.deepEqual([name.vmid, name.format, name.content, name.isBase], [100, format, 'images', false])
    const listed = (await volumes.list({ vmid: 100 })).find(one => one.name.text === text)
    assert.equal(listed?.size, 8 * mib)
    assert.ok((listed?.used ?? 0) <= 4 * mib, 'thin')
    await volumes.activate(name)
    assert.equal((await volumes.list({ vmid: 101 })).length, 0)
    await volumes.free(name)
    assert.equal(await volumes.find(name), undefined)
    await volumes.free(name)
    await assert.rejects(volumes.activate(name), failure(/does not exist/))
  })
  check(
    'gives different names to volumes that are created at the same time',
    async ({ storage: { volumes }, formats: [format = 'raw'] }) => {
      const names = await Promise.all(
        Array.from({ length: 8 }, () => volumes.allocate({ vmid: 100, format, sizeBytes: mib }, recordingMaking())),
      )
      assert.equal(new Set(names).size, 8)
      assert.equal((await volumes.list({ vmid: 100 })).length, 8)
    },
  )
  check('refuses a name that is taken, and leaves what has it alone', async ({ storage: { volumes }, formats: [format = 'raw'] }) => {
    const first = volumes.describe(await volumes.allocate({ vmid: 100, format, sizeBytes: mib }, recordingMaking()))
    const making = recordingMaking()
    await assert.rejects(volumes.allocate({ vmid: 100, format, sizeBytes: 2 * mib, name: first.leaf }, making), failure(/already exists/))
    for (const trace of making.traces.filter(one => !making.settled.includes(one))) await volumes.discard(trace)
    assert.equal((await volumes.find(first))?.size, mib)
  })
  check('refuses a name that belongs to another guest or leads elsewhere', async ({ storage: { volumes }, formats: [format = 'raw'] }) => {
    for (const name of ['vm-101-disk-0', 'disk', '../vm-100-disk-0', 'vm-100-a/b', 'base-100-disk-0', '.new-x']) {
      const leaf = format === 'raw' ? `${name}.raw` : `${name}.${format}`
      await assert.rejects(volumes.allocate({ vmid: 100, format, sizeBytes: mib, name: leaf }, recordingMaking()), Failure, leaf)
    }
    assert.deepEqual(await volumes.list({}), [])
  })
  each('takes back exactly what was created', async ({ storage: { volumes } }, format) => {
    const making = recordingMaking()
    const kept = volumes.describe(await volumes.allocate({ vmid: 100, format, sizeBytes: mib }, recordingMaking()))
    const gone = volumes.describe(await volumes.allocate({ vmid: 100, format, sizeBytes: mib }, making))
    const pending = making.traces.filter(one => !making.settled.includes(one))
    assert.ok(pending.length >= 1)
    for (const trace of pending.toReversed()) await volumes.discard(trace)
    for (const trace of pending.toReversed()) await volumes.discard(trace)
    assert.equal(await volumes.find(gone), undefined)
    assert.ok(await volumes.find(kept))
    const again = volumes.describe(await volumes.allocate({ vmid: 100, format, sizeBytes: 2 * mib }, recordingMaking()))
    for (const trace of pending) await volumes.discard(trace)
    assert.equal((await volumes.find(again))?.size, 2 * mib, 'a later volume of the same name stays')
    for (const name of [kept, again]) await volumes.free(name)
  })
  each('grows a volume and refuses to make it smaller', async ({ storage: { volumes } }, format) => {
    const name = volumes.describe(await volumes.allocate({ vmid: 100, format, sizeBytes: 2 * mib }, recordingMaking()))
    if (format === 'vmdk') {
      await assert.rejects(volumes.resize(name, 3 * mib), Failure)
    } else {
      await volumes.resize(name, 3 * mib)
      await volumes.resize(name, 3 * mib)
      assert.equal((await volumes.find(name))?.size, 3 * mib)
      await assert.rejects(volumes.resize(name, mib), failure(/smaller/))
    }
    await volumes.free(name)
  })
  each('fills a new volume with the data of another', async ({ storage: { volumes }, write, read }, format) => {
    const from = volumes.describe(await volumes.allocate({ vmid: 100, format, sizeBytes: 2 * mib }, recordingMaking()))
    const source = await volumes.path(from)
    await write(source.path, format, 'hello')
    const progress: number[] = []
    const making = { ...recordingMaking(), progress: (done: number, total: number) => void progress.push(done / total) }
    const text = await volumes.createFrom({ vmid: 101, format, sizeBytes: 2 * mib }, { ...source, format, sizeBytes: 2 * mib }, making)
    assert.equal(await read((await volumes.path(volumes.describe(text))).path, format, 5), 'hello')
    assert.equal(progress.at(-1), 1)
    await volumes.free(from)
    await volumes.free(volumes.describe(text))
  })
  check('leaves nothing when filling is aborted', async ({ storage: { volumes }, formats: [format = 'raw'] }) => {
    const from = volumes.describe(await volumes.allocate({ vmid: 100, format, sizeBytes: 2 * mib }, recordingMaking()))
    const source = { ...(await volumes.path(from)), format, sizeBytes: 2 * mib }
    const making = recordingMaking()
    making.controller.abort(new Failure('stopped'))
    await assert.rejects(volumes.createFrom({ vmid: 101, format, sizeBytes: 2 * mib }, source, making))
    assert.deepEqual(making.settled.length, making.traces.length)
    assert.deepEqual(await volumes.list({ vmid: 101 }), [])
  })
  check('gives a volume to another guest', async ({ storage: { volumes }, formats: [format = 'raw'] }) => {
    const name = volumes.describe(await volumes.allocate({ vmid: 100, format, sizeBytes: mib }, recordingMaking()))
    const moved = volumes.describe(await volumes.freeName(101, name))
    assert.equal(moved.vmid, 101)
    await volumes.rename(name, moved)
    assert.deepEqual([(await volumes.list({ vmid: 100 })).length, (await volumes.list({ vmid: 101 })).length], [0, 1])
    await assert.rejects(volumes.rename(name, volumes.describe(await volumes.freeName(102, name))), failure(/does not exist/))
    const other = volumes.describe(await volumes.allocate({ vmid: 100, format, sizeBytes: 2 * mib }, recordingMaking()))
    await assert.rejects(volumes.rename(other, moved), failure(/already exists/))
    assert.equal((await volumes.find(moved))?.size, mib)
  })
  check('refuses names that no volume can have', async ({ storage: { volumes } }) => {
    for (const text of ['', '..', '../x', '100/../../x', 'etc/passwd', '/etc/passwd', '100/.new-0000000000000000.raw']) {
      assert.throws(() => volumes.describe(text), Failure, text)
    }
  })
  each('has snapshots, where it says so', async ({ storage: { volumes, snapshots }, write, read }, format) => {
    if (!snapshots?.formats.includes(format)) return
    const name = volumes.describe(await volumes.allocate({ vmid: 100, format, sizeBytes: mib }, recordingMaking()))
    const { path } = await volumes.path(name)
    await write(path, format, 'before')
    await snapshots.create(name, 'one')
    await assert.rejects(snapshots.create(name, 'one'), failure(/already exists/))
    await write(path, format, 'after ')
    assert.deepEqual(
      (await snapshots.list(name)).map(one => one.name),
      ['one'],
    )
    await snapshots.rollback(name, 'one')
    assert.equal(await read(path, format, 6), 'before')
    await snapshots.remove(name, 'one')
    await snapshots.remove(name, 'one')
    assert.deepEqual(await snapshots.list(name), [])
    await assert.rejects(snapshots.rollback(name, 'one'), failure(/does not exist/))
  })
  each('makes base images and linked clones, where it says so', async (under, format) => {
    const { storage, write, read } = under
    const { volumes, clones } = storage
    if (!clones?.formats.includes(format)) return
    const name = volumes.describe(await volumes.allocate({ vmid: 100, format, sizeBytes: mib }, recordingMaking()))
    await write((await volumes.path(name)).path, format, 'base')
    await assert.rejects(clones.clone(name, { vmid: 101 }, recordingMaking()), failure(/no base image/))
    const expected = clones.baseName(name)
    const base = volumes.describe(await clones.makeBase(name))
    assert.equal(base.text, expected)
    assert.equal(base.isBase, true)
    assert.equal(await volumes.find(name), undefined)
    const clone = volumes.describe(await clones.clone(base, { vmid: 101 }, recordingMaking()))
    assert.equal(clone.format, clones.cloneFormat(format))
    assert.deepEqual([clone.vmid, clone.base], [101, under.independentClones ? undefined : base.text])
    assert.deepEqual(await clones.clonesOf(base), under.independentClones ? [] : [clone.text])
    const listed = (await volumes.list({ vmid: 101 }))[0]
    assert.deepEqual([listed?.name.text, listed?.size], [clone.text, mib])
    const { path } = await volumes.path(clone)
    assert.equal(await read(path, clone.format, 4), 'base')
    await write(path, clone.format, 'mine')
    assert.equal(await read((await volumes.path(base)).path, format, 4), 'base')
    await volumes.free(clone)
    assert.deepEqual(await clones.clonesOf(base), [])
    await clones.unmakeBase(base, name)
    await assert.rejects(clones.unmakeBase(base, name), failure(/does not exist/))
    assert.ok(await volumes.find(name))
    await volumes.free(name)
  })
}

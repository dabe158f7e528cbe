import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { readStorageConfig } from '../config/read-storage-config.ts'
import type { StorageEntry } from '../config/storage-entry.ts'
import { recordingMaking } from '../conformance.ts'
import { btrfsDriver } from '../drivers/btrfs.ts'
import { btrfsFileSystem } from '../testing/btrfs-file-system.ts'

const system = await btrfsFileSystem()
const skip = typeof system === 'string' ? system : false
if (typeof system !== 'string') after(() => system.remove())

const mib = 2 ** 20
const tree = { vmid: 100, format: 'subvol', sizeBytes: 0 } as const
const says = (pattern: RegExp) => (error: unknown) => error instanceof Failure && pattern.test(error.message)

async function openedStorage(options: { more?: string; host?: (host: Host) => Host } = {}) {
  if (typeof system === 'string') throw new Error(system)
  const host = options.host?.(system.host) ?? system.host
  const folder = await mkdtemp(join(system.path, 'case-'))
  const [entry] = readStorageConfig(`btrfs: test\n\tpath ${folder}\n\tcontent images,rootdir\n${options.more ?? ''}`, folder, () => true)
  const storage = btrfsDriver.open('test', entry as StorageEntry, host)
  await storage.activate()
  const { volumes, snapshots, clones } = storage
  if (!snapshots || !clones) throw new Error('a btrfs storage has snapshots and clones')
  return { folder, host, volumes, snapshots, clones }
}

/** A folder tree in which a guest has made subvolumes, with names to mislead. */
async function withNested({ volumes, host }: Awaited<ReturnType<typeof openedStorage>>) {
  const name = volumes.describe(await volumes.allocate(tree, recordingMaking()))
  const { path } = await volumes.path(name)
  await mkdir(join(path, 'a b'))
  for (const nested of ['docker', 'docker/inner', 'a b/x\nID 5 gen 1 top level 5 path etc', '-rf']) {
    await host.exec('btrfs', ['subvolume', 'create', join(path, nested)])
    await writeFile(join(path, nested, 'file'), nested)
  }
  return { name, path }
}

test('volumes lie where systems that exist have them', { skip }, async () => {
  const { folder, volumes, snapshots } = await openedStorage()
  const disk = volumes.describe(await volumes.allocate({ vmid: 100, format: 'raw', sizeBytes: mib }, recordingMaking()))
  const root = volumes.describe(await volumes.allocate(tree, recordingMaking()))
  assert.deepEqual([disk.text, root.text], ['100/vm-100-disk-0.raw', '100/subvol-100-disk-1.subvol'])
  assert.equal((await volumes.path(disk)).path, `${folder}/images/100/vm-100-disk-0/disk.raw`)
  assert.equal((await stat(`${folder}/images/100/vm-100-disk-0/disk.raw`)).mode & 0o777, 0o640)
  assert.equal((await volumes.path(root)).path, `${folder}/images/100/subvol-100-disk-1.subvol`)
  await snapshots.create(disk, 'one')
  assert.deepEqual(await readdir(`${folder}/images/100`), ['subvol-100-disk-1.subvol', 'vm-100-disk-0', 'vm-100-disk-0@one'])
  assert.equal((await volumes.path(disk, 'one')).path, `${folder}/images/100/vm-100-disk-0@one/disk.raw`)
  const clone = volumes.describe('100/base-100-disk-0.raw/101/vm-101-disk-0.raw')
  assert.equal((await volumes.path(clone)).path, `${folder}/images/101/vm-101-disk-0/disk.raw`)
  assert.throws(() => volumes.describe('100/vm-100-disk-0.qcow2'), says(/no 'qcow2' images/))
})

test('a volume is given away with its snapshots', { skip }, async () => {
  const { volumes, snapshots } = await openedStorage()
  const name = volumes.describe(await volumes.allocate(tree, recordingMaking()))
  await snapshots.create(name, 'one')
  const moved = volumes.describe(await volumes.freeName(101, name))
  await volumes.rename(name, moved)
  assert.deepEqual(
    (await snapshots.list(moved)).map(one => one.name),
    ['one'],
  )
  assert.deepEqual(await snapshots.list(name), [])
})

test('a tree in which its guest made subvolumes is removed whole', { skip }, async () => {
  const opened = await openedStorage()
  const { name } = await withNested(opened)
  await opened.volumes.free(name)
  assert.deepEqual(await readdir(join(opened.folder, 'images')), [])
})

test('a full copy has the subvolumes of the guest as folders; what snapshots would lose is refused', { skip }, async () => {
  const opened = await openedStorage()
  const { volumes, snapshots, clones } = opened
  const { name, path } = await withNested(opened)
  const copy = volumes.describe(
    await volumes.createFrom({ ...tree, vmid: 101 }, { path, format: 'subvol', sizeBytes: 0 }, recordingMaking()),
  )
  assert.equal(await readFile(join((await volumes.path(copy)).path, 'docker/inner/file'), 'utf8'), 'docker/inner')
  await snapshots.create(name, 'one')
  await assert.rejects(snapshots.rollback(name, 'one'), says(/holds subvolumes of its own/))
  await assert.rejects(clones.makeBase(name), says(/holds subvolumes of its own/))
  assert.equal(await readFile(join(path, 'docker/inner/file'), 'utf8'), 'docker/inner')
})

test('a full copy on the same storage takes no room until one of the two changes', { skip }, async () => {
  const { volumes, host, folder } = await openedStorage()
  const from = volumes.describe(await volumes.allocate({ vmid: 100, format: 'raw', sizeBytes: 64 * mib }, recordingMaking()))
  const source = { ...(await volumes.path(from)), format: 'raw', sizeBytes: 64 * mib }
  await writeFile(source.path, Buffer.alloc(64 * mib, 7))
  const copy = volumes.describe(await volumes.createFrom({ vmid: 101, format: 'raw', sizeBytes: 64 * mib }, source, recordingMaking()))
  assert.equal((await volumes.find(copy))?.size, 64 * mib)
  const { stdout } = await host.exec('btrfs', ['filesystem', 'du', '-s', '--raw', join(folder, 'images/101')])
  const [total, exclusive] = (stdout.trim().split('\n').at(-1) ?? '').trim().split(/\s+/).map(Number)
  assert.deepEqual([total, exclusive], [64 * mib, 0])
})

test('without quotas a limit is told to have no effect, and to grow it is refused', { skip }, async () => {
  const { volumes } = await openedStorage()
  const warnings: string[] = []
  const making = { ...recordingMaking(), warn: (line: string) => void warnings.push(line) }
  const name = volumes.describe(await volumes.allocate({ ...tree, sizeBytes: 8 * mib }, making))
  assert.match(warnings[0] ?? '', /^storage 'test': a limit of 8(\.\d+)? MiB has no effect: its file system has no quotas/)
  await assert.rejects(volumes.resize(name, 16 * mib), says(/has no quotas; 'btrfs quota enable /))
  assert.deepEqual((await volumes.list({}))[0]?.size, 0)
})

test('images without copying on write are so from the start', { skip }, async () => {
  const { volumes, host } = await openedStorage({ more: '\tnocow 1\n' })
  const disk = volumes.describe(await volumes.allocate({ vmid: 100, format: 'raw', sizeBytes: mib }, recordingMaking()))
  const { stdout } = await host.exec('lsattr', [(await volumes.path(disk)).path])
  assert.match(stdout.split(' ')[0] ?? '', /C/)
})

test('a folder that is on no btrfs is refused', { skip }, async () => {
  if (typeof system === 'string') return
  const folder = system.host.root.path
  const [entry] = readStorageConfig(`btrfs: test\n\tpath ${folder}/plain\n`, folder, () => true)
  await assert.rejects(btrfsDriver.open('test', entry as StorageEntry, system.host).activate(), says(/is not on a btrfs file system/))
})

test('lists start no program for each volume', { skip }, async () => {
  let started = 0
  const counting = (host: Host): Host => ({
    ...host,
    exec: (...call) => {
      started += 1
      return host.exec(...call)
    },
  })
  const { volumes } = await openedStorage({ host: counting })
  for (let vmid = 100; vmid < 110; vmid += 1) await volumes.allocate({ vmid, format: 'raw', sizeBytes: mib }, recordingMaking())
  const before = started
  assert.equal((await volumes.list({})).length, 10)
  assert.equal(started, before)
  for (let vmid = 100; vmid < 110; vmid += 1) await volumes.allocate({ ...tree, vmid }, recordingMaking())
  const between = started
  assert.equal((await volumes.list({})).length, 20)
  assert.ok(started - between <= 2)
})

import assert from 'node:assert/strict'
import { readdir, writeFile } from 'node:fs/promises'
import { test } from 'node:test'
import { Failure, failureText } from '@quorate/schema'
import { storageBench } from '../testing/storage-bench.ts'

const mib = 2 ** 20
const says = (pattern: RegExp) => (error: unknown) => {
  assert.ok(error instanceof Failure, String(error))
  assert.match(failureText(error), pattern)
  return true
}

test('a folder tree is the root of a container: found, copied, given away and removed by its id', async () => {
  await using bench = await storageBench()
  const { service, store } = bench
  const author = { authid: 'root@pam' }
  await store.commit([{ op: 'write', path: 'nodes/pve/lxc/100.conf', text: '' }], author)
  const work = bench.work()
  const volid = await service.allocate(work, 'local', 100, { format: 'subvol', sizeBytes: 0 })
  assert.equal(volid, 'local:100/subvol-100-disk-0.subvol')
  assert.equal(await service.allocate(work, 'local', 100, { sizeBytes: mib }), 'local:100/vm-100-disk-1.raw')
  const resolved = await service.resolve(volid)
  assert.deepEqual([resolved.kind, resolved.format, resolved.content, resolved.vmid], ['folder', 'subvol', 'rootdir', 100])
  await service.activate([volid])
  await writeFile(`${resolved.path}/file`, 'text')
  const rows = await service.list('local', { content: 'rootdir' })
  assert.deepEqual(
    rows.map(row => [row.volid, row.content, row.format, row.size, row.vmid]),
    [
      [volid, 'rootdir', 'subvol', 0, 100],
      ['local:100/vm-100-disk-1.raw', 'rootdir', 'raw', mib, 100],
    ],
  )
  assert.deepEqual(await service.list('local', { content: 'images' }), [])
  assert.equal((await service.ownedBy(100)).length, 2)
  const copy = await service.copy(work, { volid }, 'local', 101)
  assert.equal(copy, 'local:101/subvol-101-disk-0.subvol')
  const given = await service.reassign(work, copy, 102)
  assert.equal(given, 'local:102/subvol-102-disk-0.subvol')
  assert.deepEqual(await readdir((await service.resolve(given)).path), ['file'])
  await service.free(given)
  assert.equal(await service.exists(given), false)
})

test('what was done with folder trees is gone after the undo', async () => {
  await using bench = await storageBench()
  const { service } = bench
  const source = await service.allocate(bench.work(), 'local', 100, { format: 'subvol', sizeBytes: 0 })
  const work = bench.work()
  await service.allocate(work, 'local', 101, { format: 'subvol', sizeBytes: 0 })
  await service.copy(work, { volid: source }, 'local', 101)
  const base = await service.makeBase(work, source)
  assert.equal(base, 'local:100/basevol-100-disk-0.subvol')
  await work.runUndo()
  assert.deepEqual(
    (await service.list('local')).map(row => row.volid),
    [source],
  )
})

test('a folder tree needs a storage for containers, and on a plain folder has no size', async () => {
  await using bench = await storageBench({
    config: folder => `dir: vms\n\tpath ${folder}/a\n\tcontent images\ndir: cts\n\tpath ${folder}/b\n`,
  })
  const { service } = bench
  const subvol = { format: 'subvol', sizeBytes: 0 } as const
  await assert.rejects(service.allocate(bench.work(), 'vms', 100, subvol), says(/storage 'vms' does not support content type 'rootdir'/))
  await assert.rejects(service.allocate(bench.work(), 'cts', 100, { ...subvol, sizeBytes: mib }), says(/cannot limit the size of a folder/))
  await assert.rejects(service.allocate(bench.work(), 'cts', 100, { sizeBytes: 0 }), says(/'0' is no size/))
  const volid = await service.allocate(bench.work(), 'cts', 100, subvol)
  await assert.rejects(service.resize(volid, mib), says(/a folder has no size of its own/))
  await assert.rejects(service.copy(bench.work(), { volid }, 'cts', 101, { format: 'raw' }), says(/cannot become a 'raw' one/))
  await assert.rejects(service.copy(bench.work(), { volid }, 'vms', 101), says(/cannot become a 'raw' one|content type 'rootdir'/))
  await assert.rejects(service.createSnapshot(bench.work(), volid, 'one'), says(/cannot have snapshots/))
  const can = (feature: Parameters<typeof service.supports>[1]) => service.supports(volid, feature)
  assert.deepEqual([can('snapshot'), can('resize'), can('copy'), can('template'), can('clone')], [false, false, true, true, false])
})

test('a container has no linked clones of what only QEMU could read', async () => {
  await using bench = await storageBench()
  const { service, store } = bench
  const disk = await service.allocate(bench.work(), 'local', 100, { sizeBytes: mib })
  const base = await service.makeBase(bench.work(), disk)
  assert.equal(service.supports(base, 'clone'), true)
  await store.commit([{ op: 'write', path: 'nodes/pve/lxc/100.conf', text: 'template: 1\n' }], { authid: 'root@pam' })
  assert.equal(service.supports(base, 'clone'), false)
  await assert.rejects(service.clone(bench.work(), base, 101), says(/no linked clones of it that a container could use/))
  const copy = await service.copy(bench.work(), { volid: base }, 'local', 101)
  assert.equal(copy, 'local:101/vm-101-disk-0.raw')
})

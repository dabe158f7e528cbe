import assert from 'node:assert/strict'
import { copyFile, mkdir } from 'node:fs/promises'
import { test } from 'node:test'
import { storageBench } from '../testing/storage-bench.ts'

test('a thousand images are listed without starting a program', async () => {
  let started = 0
  await using bench = await storageBench({
    host: real => ({
      ...real,
      exec: (...call) => {
        started += 1
        return real.exec(...call)
      },
    }),
  })
  const { service } = bench
  const base = await service.makeBase(
    bench.work(),
    await service.allocate(bench.work(), 'local', 100, { format: 'qcow2', sizeBytes: 2 ** 30 }),
  )
  const clone = await service.clone(bench.work(), base, 101)
  const { path } = await service.resolve(clone)
  const images = `${bench.folder}/var/lib/vz/images`
  for (let vmid = 1000; vmid < 2000; vmid += 1) {
    await mkdir(`${images}/${vmid}`)
    await copyFile(path, `${images}/${vmid}/vm-${vmid}-disk-0.qcow2`)
  }
  const before = started
  const rows = await service.list('local', { content: 'images' })
  assert.equal(started, before)
  assert.equal(rows.length, 1002)
  assert.deepEqual(
    [rows.at(-1)?.volid, rows.at(-1)?.size, rows.at(-1)?.parent],
    ['local:100/base-100-disk-0.qcow2/1999/vm-1999-disk-0.qcow2', 2 ** 30, '100/base-100-disk-0.qcow2'],
  )
})

import assert from 'node:assert/strict'
import { mkdir, readdir } from 'node:fs/promises'
import { test } from 'node:test'
import { failureText } from '@quorate/schema'
import { storageBench } from '../testing/storage-bench.ts'

const mib = 2 ** 20

test('a full storage gives a clear error and keeps nothing half-made', async t => {
  await using bench = await storageBench({
    config: folder => `dir: small\n\tpath ${folder}/small\n\tpreallocation full\n\ndir: big\n\tpath ${folder}/big\n`,
  })
  const small = `${bench.folder}/small`
  await mkdir(small)
  try {
    await bench.host.exec('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'quorate-test', small])
  } catch (error) {
    return t.skip(`cannot mount a tmpfs here: ${failureText(error)}`)
  }
  try {
    const { service } = bench
    const work = bench.work()
    await assert.rejects(service.allocate(work, 'small', 100, { sizeBytes: 16 * mib }), error => {
      assert.match(
        failureText(error),
        /^unable to create a volume of 16.00 MiB for guest 100 on storage 'small': no space left on the storage/,
      )
      return true
    })
    const source = await service.allocate(bench.work(), 'big', 100, { sizeBytes: 8 * mib })
    await bench.host.exec('qemu-io', ['-f', 'raw', '-c', 'write -P 7 0 8M', (await service.resolve(source)).path])
    for (const format of ['raw', 'qcow2'] as const) {
      await assert.rejects(service.copy(work, { volid: source }, 'small', 100, { format }), error => {
        assert.match(
          failureText(error),
          /^unable to copy 'big:100\/vm-100-disk-0.raw' to storage 'small' for guest 100: no space left on the storage/,
        )
        return true
      })
    }
    assert.deepEqual(work.pending, [])
    assert.deepEqual(await readdir(`${small}/images`), [])
    assert.equal((await service.status('small')).used, 0)
  } finally {
    await bench.host.exec('umount', [small])
  }
})

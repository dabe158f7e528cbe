import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { findProgram, realHost, rootAt } from '@quorate/host'
import { ioUringWorks } from './io-uring.ts'

test('io_uring is found to work exactly where QEMU can read through it', async t => {
  if (!findProgram('qemu-img') || !findProgram('qemu-io')) return t.skip('qemu-utils is not installed')
  const folder = await mkdtemp(join(tmpdir(), 'ring-'))
  t.after(() => rm(folder, { recursive: true }))
  const file = join(folder, 'disk')
  await writeFile(file, Buffer.alloc(65_536, 7))
  const host = realHost(rootAt(folder, 'pve'))
  const read = host.exec('qemu-io', [
    '--image-opts',
    `driver=file,filename=${file},aio=io_uring`,
    '-c',
    'aio_read -P 7 0 64k',
    '-c',
    'aio_flush',
  ])
  const done = await read.then(
    ({ stdout }) => stdout.includes('read 65536/65536'),
    () => false,
  )
  assert.equal(await ioUringWorks(host), done)
})

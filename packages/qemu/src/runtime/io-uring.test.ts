import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '@quorate/schema'
import { ioUringWorks } from './io-uring.ts'

test('what qemu-img says about io_uring counts, and nothing else', async () => {
  const failing = (text: string) => ({ exec: () => Promise.reject(new Failure(`qemu-img failed (exit code 1): ${text}`)) })
  assert.equal(await ioUringWorks(failing('Unable to use linux io_uring: Operation not permitted')), false)
  assert.equal(await ioUringWorks(failing('aio=io_uring was specified, but is not supported in this build.')), false)
  assert.equal(await ioUringWorks(failing('not found')), true)
})

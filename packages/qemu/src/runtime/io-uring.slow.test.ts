import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { test } from 'node:test'
import { findProgram, realHost, rootAt } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { ioUringWorks } from './io-uring.ts'

test('the kernel is really asked for io_uring', async t => {
  if (!findProgram('qemu-img')) return t.skip('qemu-img is not installed')
  const host = realHost(rootAt(tmpdir(), 'pve'))
  let disabled = false
  try {
    disabled = readFileSync('/proc/sys/kernel/io_uring_disabled', 'utf8').trim() === '2'
  } catch {
    return t.skip('this kernel does not say whether io_uring is off')
  }
  if (disabled) assert.equal(await ioUringWorks(host), false)
  else assert.equal(typeof (await ioUringWorks(host)), 'boolean')
})

test('what qemu-img says about io_uring counts, and nothing else', async () => {
  const failing = (text: string) => ({ exec: () => Promise.reject(new Failure(`qemu-img failed (exit code 1): ${text}`)) })
  assert.equal(await ioUringWorks(failing('Unable to use linux io_uring: Operation not permitted')), false)
  assert.equal(await ioUringWorks(failing('aio=io_uring was specified, but is not supported in this build.')), false)
  assert.equal(await ioUringWorks(failing('not found')), true)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runEach } from './run-each.ts'

test('so many run at a time, and all of them in the end', async () => {
  let running = 0
  let most = 0
  const done: number[] = []
  await runEach([1, 2, 3, 4, 5], 2, new AbortController().signal, async item => {
    running += 1
    most = Math.max(most, running)
    await new Promise(setImmediate)
    running -= 1
    done.push(item)
  })
  assert.equal(most, 2)
  assert.deepEqual(done.toSorted(), [1, 2, 3, 4, 5])
})

test('a cancel leaves out what has not begun', async () => {
  const cancel = new AbortController()
  const done: number[] = []
  await runEach([1, 2, 3], 1, cancel.signal, async item => {
    done.push(item)
    if (item === 2) cancel.abort()
  })
  assert.deepEqual(done, [1, 2])
})

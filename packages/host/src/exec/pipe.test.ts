import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '@quorate/schema'
import { pipe } from './pipe.ts'

const says = (pattern: RegExp) => (error: unknown) => error instanceof Failure && pattern.test(error.message)
const zeros = (bytes: number) => ({ program: 'head', args: ['-c', String(bytes), '/dev/zero'] })

test('what the first program prints is what the second reads, and every byte is counted', async () => {
  let counted = 0
  const counts = { program: 'sh', args: ['-c', 'test "$(wc -c)" = 3000000'] }
  await pipe(zeros(3_000_000), counts, { onBytes: bytes => (counted = bytes) })
  assert.equal(counted, 3_000_000)
})

test('a failure of either program is told with its last line, and ends the other', async () => {
  const bad = { program: 'sh', args: ['-c', 'echo first >&2; echo why >&2; exit 3'] }
  const started = performance.now()
  await assert.rejects(pipe(bad, { program: 'cat', args: [] }), says(/^sh failed \(exit code 3\): why$/))
  await assert.rejects(pipe({ program: 'yes', args: [] }, bad), says(/^sh failed \(exit code 3\): why$/))
  await assert.rejects(pipe({ program: 'sleep', args: ['60'] }, bad), says(/^sh failed \(exit code 3\): why$/))
  assert.ok(performance.now() - started < 30_000)
  await assert.rejects(pipe({ program: 'sleep', args: ['60'] }, { program: 'no-such-program', args: [] }), says(/not installed/))
})

test('a reader that ends well before the end of what it is given has had enough', async () => {
  for (let round = 0; round < 20; round += 1) {
    await pipe(
      { program: 'sh', args: ['-c', 'trap "" PIPE; head -c 200000 /dev/zero 2>/dev/null; exit 0'] },
      { program: 'head', args: ['-c', '1'] },
    )
  }
})

test('an abort ends both programs', async () => {
  const abort = new AbortController()
  const running = pipe({ program: 'yes', args: [] }, { program: 'cat', args: [] }, { signal: abort.signal, onBytes: () => abort.abort() })
  await assert.rejects(running, says(/^yes to cat was stopped: the operation was aborted$/))
})

test('the rate is kept', async () => {
  const started = performance.now()
  await pipe(zeros(400_000), { program: 'cat', args: [] }, { bytesPerSecond: 1_000_000 })
  assert.ok(performance.now() - started >= 380)
})

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'

const timeout = 60_000
const longestMs = 4000

test('no declared pattern or format takes long to refuse a long text', () => {
  // In a process of its own: nothing can interrupt a regular expression.
  const { stdout, signal, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, 'hostile-texts.ts'), '50000'], {
    encoding: 'utf8',
    timeout,
  })
  const lines = stdout.trim().split('\n')
  assert.equal(signal, null, `still busy after ${timeout} ms with ${lines.at(-1)}`)
  assert.equal(stderr, '')
  const slow = lines.flatMap((line, at) => (Number(/^(\d+) ms/.exec(line)?.[1] ?? 0) > longestMs ? [`${lines[at - 1]}: ${line}`] : []))
  assert.deepEqual(slow, [])
  assert.ok(lines.length > 500)
})

import assert from 'node:assert/strict'
import { appendFileSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { PendingFile } from './pending-file.ts'

function pathFor(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'quorate-pending-'))
  t.after(() => rmSync(folder, { recursive: true }))
  return join(folder, 'pending.log')
}

const entries = (...ids: string[]) => ids.map(id => ({ id, body: `the "body" of ${id}\n` }))

test('what was appended is read again, from any number on, up to the first gap', t => {
  const path = pathFor(t)
  const file = new PendingFile(path)
  file.append(1, 5, entries('a', 'b'))
  file.append(1, 7, entries('c'))
  file.append(1, 9, entries('e'))
  file.close()
  const again = new PendingFile(path)
  assert.deepEqual(again.read(1, 5), entries('a', 'b', 'c'))
  assert.deepEqual(again.read(1, 7), entries('c'))
  assert.deepEqual(again.read(1, 4), [])
  again.close()
})

test('lines of an older generation are void', t => {
  const file = new PendingFile(pathFor(t))
  file.append(1, 5, entries('a', 'b'))
  file.append(2, 6, entries('B'))
  assert.deepEqual([file.read(2, 6), file.read(2, 5), file.read(1, 5)], [entries('B'), [], entries('a', 'b')])
  file.close()
})

test('a line that was cut short ends the file, and what follows takes its place', t => {
  const path = pathFor(t)
  const first = new PendingFile(path)
  first.append(1, 1, entries('a'))
  first.close()
  appendFileSync(path, '0badc0de[1,2,"b"')
  const second = new PendingFile(path)
  second.append(1, 2, entries('b'))
  assert.deepEqual(second.read(1, 1), entries('a', 'b'))
  second.close()
})

test('a file that holds only applied entries begins anew when it has grown', t => {
  const path = pathFor(t)
  const file = new PendingFile(path)
  file.append(1, 1, [{ id: 'big', body: 'x'.repeat(9 * 1024 * 1024) }])
  file.allApplied()
  assert.equal(statSync(path).size, 0)
  file.append(1, 2, entries('b'))
  file.allApplied()
  assert.deepEqual(file.read(1, 2), entries('b'))
  file.close()
})

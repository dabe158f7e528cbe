import assert from 'node:assert/strict'
import { test } from 'node:test'
import { controlByte, leaveAfter, leaveAt, type KeySorter } from './leave-key.ts'

const typed = (sort: KeySorter, ...pieces: string[]) => {
  let sent = ''
  for (const piece of pieces) {
    const part = sort(Buffer.from(piece))
    sent += Buffer.from(part.sent).toString()
    if (part.leaves) return `${sent}|`
  }
  return sent
}

test('a single key leaves at once', () => {
  assert.equal(typed(leaveAt(controlByte('O')), 'ab', 'c\u000fd'), 'abc|')
  assert.equal(typed(leaveAt(controlByte(']')), 'ab\u000f'), 'ab\u000f')
})

test('a key and q leave, also in two pieces; twice it is itself; before anything else it is as typed', () => {
  const sort = () => leaveAfter(controlByte('a'))
  assert.equal(typed(sort(), 'xq', '\u0001', 'qy'), 'xq|')
  assert.equal(typed(sort(), 'x\u0001\u0001q'), 'x\u0001q')
  assert.equal(typed(sort(), 'x\u0001', 'eq'), 'x\u0001eq')
  assert.equal(typed(sort(), '\u0001\u0001\u0001q'), '\u0001|')
})

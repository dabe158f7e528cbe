import assert from 'node:assert/strict'
import { test } from 'node:test'
import { whyNotLinearizable, type Operation, type Step } from './linearizable.ts'

const read = (value: string): Step => ({ kind: 'read', value })
const write = (value: string): Step => ({ kind: 'write', value })
const swap = (from: string, to: string, done = true): Step => ({ kind: 'swap', from, to, done })
const op = (invoked: number, completed: number, step: Step): Operation => ({ step, invoked, completed })
const unknown = (invoked: number, step: Step): Operation => ({ step, invoked, completed: Infinity, optional: true })

const good: Record<string, Operation[]> = {
  'nothing at all': [],
  'one after the other': [op(0, 1, write('a')), op(2, 3, read('a')), op(4, 5, swap('a', 'b')), op(6, 7, read('b'))],
  'a read during a write sees the old value, a later one the new': [
    op(0, 10, write('a')),
    op(1, 2, read('')),
    op(3, 4, read('a')),
    op(11, 12, read('a')),
  ],
  'two writes at once in either order': [op(0, 10, write('a')), op(0, 10, write('b')), op(11, 12, read('a')), op(13, 14, read('a'))],
  'of two swaps one is refused': [op(0, 1, write('a')), op(2, 9, swap('a', 'b')), op(2, 8, swap('a', 'c', false)), op(10, 11, read('b'))],
  'a write of unknown fate that never was': [op(0, 1, write('a')), unknown(2, write('b')), op(3, 4, read('a')), op(90, 91, read('a'))],
  'a write of unknown fate that took effect late': [
    op(0, 1, write('a')),
    unknown(2, write('b')),
    op(3, 4, read('a')),
    op(90, 91, read('b')),
  ],
  'a refusal that only a write of unknown fate explains': [
    op(0, 1, write('a')),
    unknown(2, write('b')),
    op(3, 4, swap('a', 'c', false)),
    op(5, 6, write('d')),
    op(7, 8, read('d')),
  ],
}

const bad: Record<string, Operation[]> = {
  'a read of what was overwritten before it began': [op(0, 1, write('a')), op(2, 3, write('b')), op(4, 5, read('a'))],
  'a lost write': [op(0, 1, write('a')), op(2, 3, read(''))],
  'a read that goes back': [op(0, 10, write('a')), op(1, 2, read('a')), op(3, 4, read(''))],
  'a value from before it was written': [op(0, 1, read('a')), op(2, 3, write('a'))],
  'two swaps from the same value': [op(0, 1, write('a')), op(2, 9, swap('a', 'b')), op(2, 9, swap('a', 'c'))],
  'a swap refused without a reason': [op(0, 1, write('a')), op(2, 3, swap('a', 'b', false))],
  'a write of unknown fate that comes and goes': [op(0, 1, write('a')), unknown(2, write('b')), op(3, 4, read('b')), op(5, 6, read('a'))],
  'a write that was refused and is there': [op(0, 1, write('a')), op(2, 3, read('x'))],
}

for (const [name, operations] of Object.entries(good))
  test(`linearizable: ${name}`, () => assert.equal(whyNotLinearizable(operations), undefined))
for (const [name, operations] of Object.entries(bad)) test(`not linearizable: ${name}`, () => assert.ok(whyNotLinearizable(operations)))

/** Histories of a real register, with one lock around it: they are linearizable, and no more so once an answer is changed. */
test('long histories of many clients are decided, and a wrong answer among them is found', () => {
  let seed = 7
  const random = (below: number) => (seed = (seed * 48271) % 2147483647) % below
  const operations: Operation[] = []
  let value = ''
  for (let moment = 0; moment < 400; moment++) {
    const invoked = moment * 10 - random(30)
    const completed = moment * 10 + 1 + random(30)
    const kind = random(3)
    if (kind === 0) operations.push(op(invoked, completed, read(value)))
    else if (kind === 1) operations.push(op(invoked, completed, write((value = `w${moment}`))))
    else if (random(2)) operations.push(op(invoked, completed, swap(value, (value = `s${moment}`))))
    else operations.push(op(invoked, completed, swap(`n${moment}`, 'x', false)))
    if (moment % 100 === 50) operations.push(unknown(invoked, write(`u${moment}`)))
  }
  assert.equal(whyNotLinearizable(operations), undefined)
  const early = operations.findIndex(({ step }) => step.kind === 'write')
  const { step } = operations[early] ?? assert.fail()
  const late = op(4000, 4001, read(step.kind === 'write' ? step.value : ''))
  const found = whyNotLinearizable([...operations, late])
  assert.deepEqual(found?.stuck.includes(late), true)
})

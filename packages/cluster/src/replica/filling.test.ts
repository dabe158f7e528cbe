import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Filling } from './filling.ts'
import type { Report } from './message.ts'
import { quorum, report } from './testing-reports.ts'

const filling = (of: Record<number, Report>) => new Filling(6, new Map(Object.entries(of).map(([node, one]) => [Number(node), one])))

test('when all have the same, the epoch begins at once with all of them', () => {
  const { inStep, mayBegin, late } = filling({ 1: report(), 2: report(), 3: report() })
  assert.deepEqual([[...inStep], mayBegin, late], [[1, 2, 3], true, []])
})

test('as long as another order or an older epoch is not the same, however long its log is', () => {
  const { inStep, source } = filling({ 1: report(), 2: report({ chain: 8 }), 3: report({ installed: 4, last: 11 }) })
  assert.deepEqual([source, [...inStep]], [1, [1]])
})

test('who lacks little is waited for, who lacks much follows later', () => {
  const near = filling({ 1: report(), 2: report(), 3: report({ installed: 4, applied: 8, last: 8 }) })
  assert.deepEqual([near.mayBegin, near.late], [false, [3]])
  near.inStep.add(3)
  assert(near.mayBegin)
  const far = report({ installed: 4, applied: 0, last: 0 })
  assert(filling({ 1: report({ keptFrom: 9 }), 2: report({ keptFrom: 9 }), 3: far }).mayBegin)
})

test('who holds the newest epoch, or could go on from an older one, is waited for in any case', () => {
  const source = report({ keptFrom: 9, last: 12 })
  for (const one of [report({ applied: 2, last: 11 }), report({ installed: 4, applied: 2, last: 3, continuing: true })]) {
    const { mayBegin, late } = filling({ 1: source, 2: source, 3: one })
    assert.deepEqual([mayBegin, late], [false, [3]])
  }
})

test('its members are such that they could have decided without the others', () => {
  const five = (change: Partial<Report> = {}) => report({ members: [1, 2, 3], keptFrom: 9, quorum: quorum(5, [1, 2, 3, 4]), ...change })
  const far = five({ installed: 3, applied: 0, last: 0 })
  const one = filling({ 1: five(), 2: five(), 4: far })
  assert.deepEqual([one.mayBegin, one.late], [false, [4]])
  one.inStep.add(4)
  assert(one.mayBegin)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { markNear } from './marks.ts'

const marks = [
  { time: 100, label: 'start' },
  { time: 130, label: 'stop' },
]

test('the cursor tells of the nearest thing that happened', () => {
  assert.equal(markNear(marks, 120, 30)?.label, 'stop')
  assert.equal(markNear(marks, 111, 30)?.label, 'start')
})

test('far from all that happened it tells nothing', () => {
  assert.equal(markNear(marks, 300, 30), undefined)
  assert.equal(markNear(marks, undefined, 30), undefined)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { daysUntilFull } from './forecast.ts'

const day = 86_400
const growing = Array.from({ length: 8 }, (_, index) => ({ time: index * day, used: 100 + 10 * index }))

test('what grows by ten a day and has thirty left is full in three days', () => {
  assert.equal(Math.round(daysUntilFull(growing, 200) ?? 0), 3)
})

test('what does not grow, or is known for an hour only, is never foretold', () => {
  assert.equal(
    daysUntilFull(
      growing.map(point => ({ ...point, used: 5 })),
      200,
    ),
    undefined,
  )
  assert.equal(
    daysUntilFull(
      [
        { time: 0, used: 1 },
        { time: 3600, used: 100 },
      ],
      200,
    ),
    undefined,
  )
  assert.equal(daysUntilFull([], 200), undefined)
})

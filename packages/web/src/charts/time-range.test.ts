import assert from 'node:assert/strict'
import { test } from 'node:test'
import { boundsOf, parseRange, rangeText, timeframeOf } from './time-range.ts'

test('a range stands in the address and comes back from it', () => {
  for (const text of ['day', 'year', '1795930000-1795933600']) assert.equal(rangeText(parseRange(text)), text)
})

test('what is no range is the last hour', () => {
  for (const text of [undefined, '', 'decade', '1795933600-1795930000', '<script>', '1-2']) {
    assert.deepEqual(parseRange(text), { timeframe: 'hour' })
  }
})

test('a free range asks for the finest measurements that reach back far enough', () => {
  const now = 1_795_930_000
  assert.equal(timeframeOf({ from: now - 1800, to: now - 600 }, now), 'hour')
  assert.equal(timeframeOf({ from: now - 7200, to: now }, now), 'day')
  assert.equal(timeframeOf({ from: now - 8 * 86_400, to: now }, now), 'month')
  assert.equal(timeframeOf({ from: 1_000_000_000, to: now }, now), 'year')
})

test('a span ends now', () => {
  assert.deepEqual(boundsOf({ timeframe: 'hour' }, 10_000), { from: 6400, to: 10_000 })
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describeBytes, describeDuration, describePercent, formatSize, parseDuration, parseSize } from './units.ts'

test('sizes are read and written exactly', () => {
  assert.deepEqual(['32G', '512M', '1.5K', '1000', '0'].map(parseSize), [34_359_738_368, 536_870_912, 1536, 1000, 0])
  assert.deepEqual(['', 'G', '1g', '-1', '1P', '9999999999999999T'].map(parseSize), [
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ])
  for (const text of ['32G', '1536M', '1000', '1T', '7K']) assert.equal(formatSize(parseSize(text)!), text)
})

test('durations are read in parts', () => {
  assert.deepEqual(['1d 2h', '90s', '15min', '300', 'x', ''].map(parseDuration), [93_600, 90, 900, 300, undefined, undefined])
})

test('people see two units at most', () => {
  assert.equal(describeDuration(2 * 86_400 + 3 * 3600 + 59), '2d 3h')
  assert.equal(describeDuration(0), '0s')
  assert.equal(describeBytes(1_610_612_736), '1.50 GiB')
  assert.equal(describePercent(0.425), '42.50%')
})

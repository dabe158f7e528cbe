import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TransferRate } from './transfer-rate.ts'

test('a rate and the time left come from what was sent lately', () => {
  const rate = new TransferRate()
  // Slow at first, then ten times faster.
  for (let second = 0; second <= 10; second += 1) rate.add(second * 1000, second * 100)
  for (let second = 11; second <= 20; second += 1) rate.add(second * 1000, 1000 + (second - 10) * 1000)
  assert.equal(rate.perSecond, 1000)
  assert.equal(rate.left(21_000), 10)
})

test('nothing is said before half a second, or while nothing moves', () => {
  const rate = new TransferRate()
  assert.equal(rate.perSecond, undefined)
  rate.add(0, 0)
  rate.add(400, 50_000)
  assert.equal(rate.perSecond, undefined)
  assert.equal(rate.left(100_000), undefined)
  const stuck = new TransferRate()
  stuck.add(0, 10)
  stuck.add(5000, 10)
  assert.equal(stuck.perSecond, 0)
  assert.equal(stuck.left(100), undefined)
})

test('a transfer that begins anew, as after a new login, is not negative', () => {
  const rate = new TransferRate()
  rate.add(0, 0)
  rate.add(1000, 1000)
  rate.add(2000, 0)
  rate.add(3000, 500)
  assert.equal(rate.perSecond, 500)
})

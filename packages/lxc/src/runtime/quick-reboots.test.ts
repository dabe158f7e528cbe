import assert from 'node:assert/strict'
import { test } from 'node:test'
import { QuickReboots } from './quick-reboots.ts'

test('a container that reboots right after its start again and again is started more slowly', () => {
  const reboots = new QuickReboots()
  const quick = Array.from({ length: 5 }, () => reboots.waitMs(100, 300))
  assert.deepEqual(quick, [0, 0, 0, 5000, 5000])
  assert.equal(reboots.waitMs(101, 300), 0)
  assert.equal(reboots.waitMs(100, 60_000), 0)
  assert.equal(reboots.waitMs(100, 300), 0)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changeParameters } from './change-filter.ts'

test('days are asked for whole, and what is half typed not at all', () => {
  assert.deepEqual(changeParameters({ user: '', since: '2026-01', until: 'x' }), {})
  const { since, until } = changeParameters({ since: '2026-01-31', until: '2026-01-31' })
  assert.equal(since, new Date(2026, 0, 31).getTime() / 1000)
  assert.equal(until, new Date(2026, 1, 1).getTime() / 1000 - 1)
  assert.deepEqual(changeParameters({ user: 'ann@pve' }), { user: 'ann@pve' })
})

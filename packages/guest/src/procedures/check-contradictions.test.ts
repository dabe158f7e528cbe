import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkContradictions } from './check-contradictions.ts'

test('a key cannot be set and taken away by one request', () => {
  const set = new Map([['memory', '512']])
  assert.throws(() => checkContradictions(set, { delete: ['memory'], revert: [] }), { status: 400 })
  assert.throws(() => checkContradictions(set, { delete: [], revert: ['memory'] }), { status: 400 })
  assert.throws(() => checkContradictions(set, { delete: ['name'], revert: ['name'] }), { status: 400 })
  checkContradictions(set, { delete: ['name'], revert: ['cores'] })
})

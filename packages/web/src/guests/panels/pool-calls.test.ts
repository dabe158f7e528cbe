import assert from 'node:assert/strict'
import { test } from 'node:test'
import { poolCalls } from './pool-calls.ts'

const bodies = (before: string, pool: string | undefined) => poolCalls({ vmid: 100, pool: before }, pool).map(({ request }) => request.body)

test('a guest comes into a pool, moves to another and leaves it', () => {
  assert.deepEqual(bodies('', 'lab'), [{ poolid: 'lab', vms: '100' }])
  assert.deepEqual(bodies('lab', 'prod'), [{ poolid: 'prod', vms: '100', 'allow-move': true }])
  assert.deepEqual(bodies('lab', undefined), [{ poolid: 'lab', vms: '100', delete: true }])
})

test('nothing is sent when the pool stays', () => {
  assert.deepEqual(bodies('', undefined), [])
  assert.deepEqual(bodies('lab', 'lab'), [])
})

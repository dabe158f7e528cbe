import assert from 'node:assert/strict'
import { test } from 'node:test'
import { currentOf, freeKey, pendingOf, wantedOf, type ConfigRow } from './config-rows.ts'

const rows: readonly ConfigRow[] = [
  { key: 'cores', value: '2', pending: '4' },
  { key: 'machine', pending: 'q35' },
  { key: 'serial0', value: 'socket', delete: 1 },
  { key: 'name', value: 'web-01' },
]

test('what waits for the next start stands beside what is now', () => {
  assert.deepEqual(pendingOf(rows), [
    { key: 'cores', from: '2', to: '4' },
    { key: 'machine', from: undefined, to: 'q35' },
    { key: 'serial0', from: 'socket', to: undefined },
  ])
})

test('forms begin from what the guest is going to have', () => {
  assert.deepEqual(Object.fromEntries(wantedOf(rows)), { cores: '4', machine: 'q35', name: 'web-01' })
  assert.deepEqual(Object.fromEntries(currentOf(rows)), { cores: '2', serial0: 'socket', name: 'web-01' })
})

test('a key that is going is not given to another device', () => {
  assert.equal(freeKey(rows, 'serial', 4), 'serial1')
  assert.equal(freeKey(rows, 'serial', 1), undefined)
})

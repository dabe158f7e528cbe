import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { StorageRow } from '../live/inventory.ts'
import { storageDefinition, storageRows } from './storage-rows.ts'

const definition = (given: Record<string, unknown>) => storageDefinition({ type: 'dir', content: 'iso,images', ...given } as never)
const row = (node: string, storage: string, given: Partial<StorageRow> = {}): [string, StorageRow] => [
  `${node}/${storage}`,
  { id: `${node}/${storage}`, node, storage, type: 'dir', content: [], shared: false, active: true, used: 1, total: 10, ...given },
]

test('a storage stands once for each node, a shared one once for all, told by a node that reaches it', () => {
  const rows = storageRows(
    [definition({ storage: 'local', path: '/vz' }), definition({ storage: 'nas', shared: 1 })],
    new Map([row('a', 'local'), row('b', 'local'), row('a', 'nas', { active: false }), row('b', 'nas', { used: 5 })]),
    ['a', 'b'],
  )
  assert.deepEqual(
    rows.map(({ key, node, active, used, place }) => [key, node, active, used, place]),
    [
      ['a/local', 'a', true, 1, '/vz'],
      ['b/local', 'b', true, 1, '/vz'],
      ['nas', 'b', true, 5, ''],
    ],
  )
})

test('a storage that is switched off, or on no node that can be seen, is listed all the same', () => {
  const [off] = storageRows([definition({ storage: 'old', disable: 1, nodes: 'b' })], new Map(), ['a'])
  assert.equal(off?.enabled, false)
  assert.equal(off?.node, 'b')
  assert.equal(off?.active, false)
})

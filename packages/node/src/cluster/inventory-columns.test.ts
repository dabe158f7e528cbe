import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inventory } from '@quorate/contract/additions/inventory'
import { inventoryColumns } from './inventory-columns.ts'

test('every column has one value for each guest, in the same order', () => {
  const node = { type: 'node', node: 'pve', cpu: 0.5 }
  const { guests, others } = inventoryColumns([
    { vmid: 100, type: 'qemu', name: 'a', node: 'pve', cpu: 0.123456, tags: 'x;y' },
    node,
    { vmid: 101, type: 'lxc', name: 'b', node: 'pve', uptime: 5, pool: 'lab' },
  ])
  assert.deepEqual(others, [node])
  assert.deepEqual(guests.vmid, [100, 101])
  assert.deepEqual(guests.cpu, [0.123, 0])
  assert.deepEqual(guests.tags, ['x;y', ''])
  assert.deepEqual(guests.pool, ['', 'lab'])
  assert.ok(Object.values(guests).every(column => column.length === 2))
})

test('the columns are those that the contract declares', () => {
  const { guests } = inventory.read.returns.properties
  assert.ok(guests && 'properties' in guests && guests.properties)
  assert.deepEqual(Object.keys(inventoryColumns([]).guests).toSorted(), Object.keys(guests.properties).toSorted())
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { guestOfRow } from '../live/guest.ts'
import { inventoryOf } from '../live/inventory.ts'
import { objectPaths } from './object-paths.ts'

test('paths of all objects are offered, storages once for all nodes', () => {
  const guest = guestOfRow({ id: 'qemu/101', type: 'qemu', vmid: 101, name: 'web' }, 0)
  assert.ok(guest)
  const inventory = inventoryOf(
    new Map([[101, guest]]),
    [
      { id: 'node/a', type: 'node', node: 'a' },
      { id: 'storage/a/local', type: 'storage', node: 'a', storage: 'local' },
      { id: 'storage/b/local', type: 'storage', node: 'b', storage: 'local' },
      { id: '/pool/lab', type: 'pool', pool: 'lab' },
    ],
    0,
  )
  const objects = objectPaths(inventory, ['ops']).filter(({ path }) => path.split('/').length > 2)
  assert.deepEqual(
    objects.filter(({ path }) => !path.startsWith('/mapping') && !path.startsWith('/sdn') && !/^\/access\/(?:groups|realm)$/.test(path)),
    [
      { path: '/pool/lab', name: '' },
      { path: '/nodes/a', name: '' },
      { path: '/storage/local', name: '' },
      { path: '/vms/101', name: 'web' },
      { path: '/access/groups/ops', name: '' },
    ],
  )
})

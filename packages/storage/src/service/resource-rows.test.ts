import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { HubValue } from '@quorate/cluster'
import { storageBench } from '../testing/storage-bench.ts'
import type { StorageUse } from './resource-rows.ts'

const config =
  'dir: local\n\tpath /var/lib/vz\n\tcontent iso\n\ndir: big\n\tpath /srv/big\n\tcontent images\n\tnodes b\n\tshared 1\n\ndir: off\n\tpath /srv/off\n\tdisable\n'
const nodes = new Map([
  ['b', { online: false, age: 180 }],
  ['c', { online: true }],
  ['pve', { online: true }],
])

const valuesOf = (uses: Readonly<Record<string, StorageUse>>) => (kind: HubValue['kind']) =>
  new Map(
    kind === 'storage'
      ? Object.entries(uses).map(([id, data]): [string, HubValue] => [id, { kind, id, path: `/storage/${id.split('/')[1]}`, data }])
      : [],
  )

test('a storage is listed once for each node that may use it, as that node measured it last', async () => {
  await using bench = await storageBench({ config: () => config })
  const hub = { values: valuesOf({ 'pve/local': { used: 1, total: 10 }, 'b/big': { used: 2, total: 20 }, 'c/local': { active: false } }) }
  const rows = await bench.service.storageRows({ hub, nodes })
  assert.deepEqual(
    rows.map(({ id, status, shared, disk, maxdisk, age }) => [id, status, shared, disk, maxdisk, age]),
    [
      ['storage/b/local', 'unknown', 0, undefined, undefined, undefined],
      ['storage/b/big', 'unknown', 1, 2, 20, 180],
      ['storage/c/local', 'unknown', 0, undefined, undefined, undefined],
      ['storage/pve/local', 'available', 0, 1, 10, undefined],
    ],
  )
})

test('only what this node has not measured yet is asked', async () => {
  await using bench = await storageBench({ config: () => config })
  const rows = await bench.service.storageRows({ hub: { values: valuesOf({}) }, nodes })
  assert.deepEqual(
    rows.map(({ id, maxdisk }) => [id, maxdisk !== undefined]),
    [
      ['storage/b/local', false],
      ['storage/b/big', false],
      ['storage/c/local', false],
      ['storage/pve/local', true],
    ],
  )
})

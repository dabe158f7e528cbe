import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readDatasets, readSnapshots, readSpace } from './zfs-output.ts'

test('datasets are read with size, use, origin and place', () => {
  const text = [
    'rpool/data\tfilesystem\t-\t0\t98304\t-\t1700000000\tyes\t/rpool/data',
    'rpool/data/subvol-100-disk-0\tfilesystem\t-\t8589934592\t512000\t-\t1700000001\tyes\t/rpool/data/subvol-100-disk-0',
    'rpool/data/vm-101-disk-0\tvolume\t34359738368\t-\t57344\trpool/data/base-100-disk-1@__base__\t1700000002\t-\t-',
    'rpool/data/off\tfilesystem\t-\tnone\t98304\t-\t1700000003\tno\tlegacy',
    '',
  ].join('\n')
  const [pool, root, disk, off] = readDatasets(text)
  assert.equal(pool?.size, 0)
  assert.deepEqual(root, {
    name: 'rpool/data/subvol-100-disk-0',
    kind: 'filesystem',
    size: 8 * 2 ** 30,
    used: 512000,
    created: 1700000001,
    mounted: true,
    mountpoint: '/rpool/data/subvol-100-disk-0',
  })
  assert.deepEqual(disk, {
    name: 'rpool/data/vm-101-disk-0',
    kind: 'volume',
    size: 32 * 2 ** 30,
    used: 57344,
    origin: 'rpool/data/base-100-disk-1@__base__',
    created: 1700000002,
    mounted: false,
  })
  assert.deepEqual([off?.mounted, off?.mountpoint], [false, 'legacy'])
})

test('snapshots are read in their order, and space as two numbers', () => {
  assert.deepEqual(readSnapshots('rpool/a@one\t1700000000\nrpool/a@__base__\t1700000001\n'), [
    { name: 'one', time: 1700000000 },
    { name: '__base__', time: 1700000001 },
  ])
  assert.deepEqual(readSpace('1000\n24\n'), { available: 1000, used: 24 })
  assert.equal(readSpace('-\n-\n'), undefined)
})

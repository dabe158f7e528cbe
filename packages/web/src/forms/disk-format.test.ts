import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { StorageRow } from '../live/inventory.ts'
import { firstFormat } from './disk-format.ts'

const storages = new Map(['dir', 'btrfs', 'zfspool'].map(type => [`pve/${type}`, { type } as StorageRow]))

test('a new disk has the format that can have snapshots, where there is a choice', () => {
  assert.deepEqual(
    ['dir', 'btrfs', 'zfspool', 'missing'].map(storage => firstFormat({ storages }, 'pve', storage)),
    ['qcow2', 'raw', '', ''],
  )
})

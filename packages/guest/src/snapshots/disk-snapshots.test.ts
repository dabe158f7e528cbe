import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { StorageService } from '@quorate/storage'
import { checkSnapshotParts, rollbackDisks } from './disk-snapshots.ts'

/** Volumes on `zfs` can only go back to their newest snapshot. */
function storageWith(snapshots: readonly string[]) {
  const done: string[] = []
  const storage = {
    exists: async () => true,
    keepsNewer: (volid: string) => !volid.startsWith('zfs:'),
    snapshots: async () => snapshots.map((name, time) => ({ name, time, stateSize: 0 })),
    createSnapshot: async (_work: unknown, volid: string, name: string) => void done.push(`create ${volid}@${name}`),
    removeSnapshot: async (volid: string, name: string) => void done.push(`remove ${volid}@${name}`),
    rollback: async (volid: string, name: string) => void done.push(`back ${volid}@${name}`),
  } as unknown as StorageService
  return { services: { storage }, done }
}

const task = {
  signal: new AbortController().signal,
  log: () => {},
  warn: () => {},
  progress: () => {},
  undo: async () => ({ settle: async () => {} }),
  upid: '',
  authid: '',
}
const disks = ['zfs:vm-100-disk-0', 'local:100/vm-100-disk-1.qcow2'].map((volid, at) => ({ key: `scsi${at}`, volid }))

test('a rollback past newer snapshots is refused before anything changes, where it would give them up', async () => {
  const { services, done } = storageWith(['one', 'two'])
  await assert.rejects(
    checkSnapshotParts(services, disks, 'one'),
    /can't rollback, 'one' is not most recent snapshot on 'zfs:vm-100-disk-0'/,
  )
  await checkSnapshotParts(services, disks, 'two')
  assert.deepEqual(done, [])
})

test('disks of which the present cannot be kept go back last', async () => {
  const { services, done } = storageWith(['one'])
  await rollbackDisks(services, task, disks, 'one')
  assert.deepEqual(done, [
    'remove local:100/vm-100-disk-1.qcow2@current',
    'create local:100/vm-100-disk-1.qcow2@current',
    'back local:100/vm-100-disk-1.qcow2@one',
    'back zfs:vm-100-disk-0@one',
  ])
})

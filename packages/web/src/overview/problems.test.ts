import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emptyInventory } from '../live/inventory.ts'
import { problemsOf } from './problems.ts'

const storage = { storage: 'local', node: 'pve', type: 'dir', content: [], shared: false, active: true, used: 1, total: 100 }

test('an orderly cluster has no problems', () => {
  assert.deepEqual(problemsOf(emptyInventory, [], 0), [])
})

test('a storage is a problem when it is nearly full or not there, the fullest first', () => {
  const storages = new Map(
    [
      { ...storage, id: 'pve/a', used: 90 },
      { ...storage, id: 'pve/b', used: 99 },
      { ...storage, id: 'pve/c', active: false, total: 0 },
    ].map(one => [one.id, one]),
  )
  const problems = problemsOf({ ...emptyInventory, storages }, [], 0)
  assert.deepEqual(
    problems.map(({ kind, names }) => [kind, names]),
    [
      ['storage-inactive', ['pve/c']],
      ['storage-full', ['pve/b', 'pve/a']],
    ],
  )
})

test('failed tasks are told until they were seen', () => {
  const task = { upid: 'UPID:x', node: 'pve', type: 'qmstart', id: '100', user: 'root@pam', starttime: 5, endtime: 10, status: 'no' }
  assert.equal(problemsOf(emptyInventory, [task], 9_000).length, 1)
  assert.equal(problemsOf(emptyInventory, [task], 11_000).length, 0)
  assert.equal(problemsOf(emptyInventory, [{ ...task, status: 'WARNINGS: 1' }], 0).length, 0)
})

test('a failed task is no problem once the same has gone well', () => {
  const task = { upid: 'UPID:x', node: 'pve', type: 'qmstart', id: '100', user: 'root@pam', starttime: 5, endtime: 10, status: 'no' }
  const again = { ...task, upid: 'UPID:y', starttime: 20, endtime: 30, status: 'OK' }
  assert.deepEqual(problemsOf(emptyInventory, [again, task], 0), [])
  assert.equal(problemsOf(emptyInventory, [{ ...again, id: '101' }, task], 0).length, 1)
  assert.equal(problemsOf(emptyInventory, [{ ...again, starttime: 1 }, task], 0).length, 1)
  const [failed] = problemsOf(emptyInventory, [task], 0, ({ id }) => `Start VM ${id}`)
  assert.deepEqual(failed?.names, ['Start VM 100'])
})

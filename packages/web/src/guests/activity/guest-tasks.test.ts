import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LiveTask } from '../../live/tasks.ts'
import { filterTasks, guestTasks } from './guest-tasks.ts'

const task = (upid: string, starttime: number, more: Partial<LiveTask> = {}): LiveTask => ({
  upid,
  node: 'pve',
  type: 'qmstart',
  id: '100',
  user: 'root@pam',
  starttime,
  ...more,
})

test('a running task of the guest comes before the archive, one of another guest does not come', () => {
  const archive = [task('a', 1, { endtime: 2, status: 'OK' }), task('b', 3)]
  const live = [task('b', 3, { endtime: 5, status: 'OK' }), task('c', 9), task('d', 9, { id: '101' })]
  const tasks = guestTasks(100, archive, live)
  assert.deepEqual(
    tasks.map(({ upid }) => upid),
    ['c', 'b', 'a'],
  )
  assert.equal(tasks[1]?.endtime, 5, 'what the stream tells is newer')
})

test('tasks are filtered by how they stand and by type', () => {
  const tasks = [
    task('a', 1, { endtime: 2, status: 'OK' }),
    task('b', 2, { endtime: 3, status: 'no space left', type: 'qmclone' }),
    task('c', 4),
    task('d', 4, { endtime: 5, status: 'WARNINGS: 1' }),
  ]
  assert.deepEqual(
    filterTasks(tasks, 'failed', undefined).map(({ upid }) => upid),
    ['b'],
  )
  assert.deepEqual(
    filterTasks(tasks, 'running', undefined).map(({ upid }) => upid),
    ['c'],
  )
  assert.equal(filterTasks(tasks, 'all', 'qmclone').length, 1)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LiveTask } from '../../live/tasks.ts'
import { rowsAfter, rowsAtEnd, startOf, type BulkRow } from './bulk-rows.ts'

const parent = 'UPID:pve:00006755:00000001:6B0BB853:bulkstart::root@pam:'
const began = 0x6b0bb853
const row = (vmid: number): BulkRow => ({ vmid, name: '', state: 'queued' })
const task = (change: Partial<LiveTask>): LiveTask => ({
  upid: `UPID:${change.id}:${change.starttime ?? began}`,
  node: 'pve',
  type: 'qmstart',
  id: '100',
  user: 'root@pam',
  starttime: began,
  ...change,
})

test('a UPID tells when its task began', () => assert.equal(startOf(parent), began))

test('a guest runs and ends as the task does that was started for it', () => {
  const [running] = rowsAfter([row(100)], [task({ progress: { phase: '', unit: '', done: 1, total: 4, rate: 0 } })], 'start', parent)
  assert.deepEqual([running?.state, running?.progress], ['running', 0.25])
  const rows = running ? [running] : []
  assert.equal(rowsAfter(rows, [task({ endtime: began + 1, status: 'OK' })], 'start', parent)[0]?.state, 'done')
  const [failed] = rowsAfter(rows, [task({ endtime: began + 1, status: 'no such bridge' })], 'start', parent)
  assert.deepEqual([failed?.state, failed?.note], ['failed', 'no such bridge'])
})

test('tasks of before, of other guests and of other kinds are not taken for it', () => {
  const others = [task({ starttime: began - 1 }), task({ id: '101' }), task({ type: 'qmsnapshot' })]
  const rows = [row(100)]
  assert.equal(rowsAfter(rows, others, 'start', parent), rows)
})

test('what the task on many wrote about a guest decides when it started none for it', () => {
  const log = ['VM 100 runs already', 'WARNING: guest 101 does not exist', 'start VM 1020: UPID:x']
  const [already, missing, silent, cancelled] = [
    rowsAtEnd([row(100)], log, false)[0],
    rowsAtEnd([row(101)], log, false)[0],
    rowsAtEnd([row(102)], log, false)[0],
    rowsAtEnd([row(102)], log, true)[0],
  ]
  assert.deepEqual([already?.state, already?.note], ['done', 'runs already'])
  assert.deepEqual([missing?.state, missing?.note], ['failed', 'does not exist'])
  assert.equal(silent?.state, 'done')
  assert.equal(cancelled?.state, 'cancelled')
})

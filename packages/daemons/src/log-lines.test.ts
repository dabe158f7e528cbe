import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TaskSummary } from '@quorate/tasks'
import { taskLine } from './log-lines.ts'

const upid = 'UPID:pve:00000001:00000001:00000001:qmstart:100:ann@pve:'
const task: TaskSummary = { upid, node: 'pve', pid: 1, pstart: 1, starttime: 1, type: 'qmstart', id: '100', user: 'ann@pve' }

test('a line about a task says how it ended, and how grave that is', () => {
  assert.deepEqual(taskLine(task), { pri: 6, user: 'ann@pve', msg: `starting task ${upid}` })
  const ended = (status: string) => taskLine({ ...task, endtime: 2, status })
  assert.deepEqual(ended('OK'), { pri: 6, user: 'ann@pve', msg: `end task ${upid} OK` })
  assert.equal(ended('WARNINGS: 2').pri, 4)
  assert.deepEqual(ended('no such disk'), { pri: 3, user: 'ann@pve', msg: `end task ${upid} no such disk` })
})

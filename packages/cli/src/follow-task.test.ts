import assert from 'node:assert/strict'
import { test } from 'node:test'
import { followTask } from './follow-task.ts'
import { FakeConnection } from './testing/fake-connection.ts'
import { FakeTerminal } from './testing/fake-terminal.ts'

const upid = 'UPID:pve:00000001:00000001:00000001:qmclone:100:root@pam:'
const path = `/nodes/pve/tasks/${encodeURIComponent(upid)}`
const soon = () => new Promise(resolve => setImmediate(resolve))

function task() {
  const state = { lines: [] as string[], end: undefined as string | undefined, stopped: false }
  const connection = new FakeConnection({
    [`GET ${path}/log`]: ({ start }: { start: number }) => state.lines.map((t, at) => ({ n: at + 1, t })).slice(start),
    [`GET ${path}/status`]: () => (state.end === undefined ? { status: 'running' } : { status: 'stopped', exitstatus: state.end }),
    [`DELETE ${path}`]: () => {
      state.stopped = true
      return null
    },
  })
  const tell = (value: object, id = upid) => connection.push({ type: 'task', data: { id, value } })
  return { state, connection, tell }
}

test('the log is shown as it grows, each line once, and the end is answered', async () => {
  const { state, connection, tell } = task()
  const terminal = new FakeTerminal()
  state.lines.push('one')
  const following = followTask(connection, upid, terminal)
  await soon()
  state.lines.push('two')
  tell({ log: { total: 2 } })
  await soon()
  state.lines.push('three', 'TASK OK')
  state.end = 'OK'
  tell({ log: { total: 4 }, endtime: 5 })
  assert.equal(await following, 'OK')
  assert.equal(terminal.output, 'one\ntwo\nthree\n')
})

test('what happens to other tasks asks nothing', async () => {
  const { state, connection, tell } = task()
  const following = followTask(connection, upid, new FakeTerminal())
  await soon()
  const before = connection.asked.length
  for (let times = 0; times < 5; times += 1) tell({ log: { total: 9 } }, 'UPID:other')
  await soon()
  assert.equal(connection.asked.length, before)
  state.end = 'OK'
  tell({ endtime: 5, log: { total: 0 } })
  await following
})

test('progress is shown on a terminal and wiped away at the end, and not in a pipe', async () => {
  for (const columns of [80, undefined]) {
    const { state, connection, tell } = task()
    const terminal = new FakeTerminal(columns === undefined ? {} : { columns })
    const following = followTask(connection, upid, terminal)
    await soon()
    tell({ log: { total: 0 }, progress: { phase: 'copy', unit: 'bytes', done: 2 ** 30, total: 2 ** 31, rate: 2 ** 20, eta: 1024 } })
    await soon()
    state.end = 'OK'
    tell({ endtime: 5, log: { total: 0 } })
    await following
    if (columns === undefined) assert.equal(terminal.output, '')
    else
      assert.match(
        terminal.output,
        /^\r\u001b\[Kcopy: \[#{10}\.{10}\] {2}50\.0% {2}1\.0 GiB of 2\.0 GiB {2}1\.0 MiB\/s {2}17m 4s left\r\u001b\[K$/,
      )
  }
})

test('Ctrl-C stops the task once; pressed again it ends the program', async () => {
  const { state, connection, tell } = task()
  const terminal = new FakeTerminal()
  const following = followTask(connection, upid, terminal)
  await soon()
  assert.equal(terminal.interrupt(), true)
  assert.equal(terminal.interrupt(), false)
  await soon()
  assert.equal(state.stopped, true)
  state.end = 'interrupted'
  tell({ endtime: 5 })
  assert.equal(await following, 'interrupted')
})

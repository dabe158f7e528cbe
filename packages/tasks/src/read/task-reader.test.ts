import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { TaskEngine } from '../engine/task-engine.ts'
import { taskPaths } from '../task-paths.ts'
import { temporaryRoot } from '../testing/temporary-root.ts'
import { TaskReader } from './task-reader.ts'

async function ended(engine: TaskEngine, type: string, id: string, authid: string, how?: 'warn' | 'fail'): Promise<string> {
  const upid = engine.start({
    type,
    id,
    authid,
    async work(task) {
      task.log(`${type} of ${id}`)
      if (how === 'warn') task.warn('careful')
      if (how === 'fail') throw new Error('no')
    },
  })
  await engine.ended(upid)
  return upid
}

test('finished tasks are listed newest first and by every filter', async () => {
  using temporary = temporaryRoot()
  let time = 1_000_000
  const engine = new TaskEngine({ root: temporary.root, now: () => (time += 10) * 1000, notice: () => undefined })
  await ended(engine, 'qmstart', '100', 'root@pam')
  await ended(engine, 'qmstop', '101', 'joe@pve', 'warn')
  await ended(engine, 'qmstart', '101', 'joe@pve!ci', 'fail')
  const reader = new TaskReader(temporary.root)
  const ids = (filter: Parameters<TaskReader['list']>[1]) => reader.list('archive', filter).map(task => `${task.type} ${task.id}`)
  assert.deepEqual(ids({}), ['qmstart 101', 'qmstop 101', 'qmstart 100'])
  assert.deepEqual(ids({ vmid: 101 }), ['qmstart 101', 'qmstop 101'])
  assert.deepEqual(ids({ typefilter: 'qmstart' }), ['qmstart 101', 'qmstart 100'])
  assert.deepEqual(ids({ userfilter: 'JOE' }), ['qmstart 101', 'qmstop 101'])
  assert.deepEqual(ids({ errors: true }), ['qmstart 101', 'qmstop 101'])
  assert.deepEqual(ids({ statusfilter: ['error'] }), ['qmstart 101'])
  assert.deepEqual(ids({ statusfilter: ['ok', 'warning'] }), ['qmstop 101', 'qmstart 100'])
  const [newest, , oldest] = reader.list('archive', {})
  assert.deepEqual(ids({ since: newest?.starttime ?? 0 }), ['qmstart 101'])
  assert.deepEqual(ids({ until: oldest?.starttime ?? 0 }), ['qmstart 100'])
  assert.equal(newest?.status, 'no')
})

test('a log comes in pages with its total', async () => {
  using temporary = temporaryRoot()
  const engine = new TaskEngine({ root: temporary.root })
  const upid = await ended(engine, 'qmstart', '100', 'root@pam', 'warn')
  const reader = new TaskReader(temporary.root)
  assert.deepEqual(await reader.log(upid, 0, 0), {
    lines: [
      { n: 1, t: 'qmstart of 100' },
      { n: 2, t: 'WARNING: careful' },
      { n: 3, t: 'TASK WARNINGS: 1' },
    ],
    total: 3,
  })
  assert.deepEqual(await reader.log(upid, 1, 1), { lines: [{ n: 2, t: 'WARNING: careful' }], total: 3 })
  assert.deepEqual(await reader.log(upid, 9, 5), { lines: [], total: 3 })
})

test('a live log is followed to its last line, without a look in between', async () => {
  using temporary = temporaryRoot()
  const engine = new TaskEngine({ root: temporary.root })
  const gate = Promise.withResolvers<void>()
  const upid = engine.start({
    type: 'qmclone',
    authid: 'root@pam',
    async work(task) {
      task.log('one')
      await gate.promise
      task.log('two')
      await delay(20)
      task.log('three')
    },
  })
  const seen: string[] = []
  for await (const { n, t } of new TaskReader(temporary.root).follow(upid)) {
    seen.push(`${n} ${t}`)
    if (t === 'one') gate.resolve()
  }
  assert.deepEqual(seen, ['1 one', '2 two', '3 three', '4 TASK OK'])
})

test('following stops when it is aborted', async () => {
  using temporary = temporaryRoot()
  const engine = new TaskEngine({ root: temporary.root })
  const upid = engine.start({ type: 'qmclone', authid: 'root@pam', work: task => delay(60_000, undefined, { signal: task.signal }) })
  const lines = await Array.fromAsync(new TaskReader(temporary.root).follow(upid, 0, AbortSignal.timeout(30)))
  assert.deepEqual(lines, [])
  await engine.close()
})

test('a task that does not exist is refused, and so is a path', async () => {
  using temporary = temporaryRoot()
  const reader = new TaskReader(temporary.root)
  const upid = 'UPID:pve:00001267:000000FF:68E77800:qmstart:100:root@pam:'
  assert.throws(() => reader.status(upid), { message: `task '${upid}' does not exist` })
  for (const path of ['../../../etc/passwd', 'index', `${upid}/../../../index`]) {
    assert.throws(() => reader.status(path), { status: 400 })
    await assert.rejects(reader.log(path, 0, 0), { status: 400 })
  }
})

test('a log without a last line of a task that is not running has an unexpected status', () => {
  using temporary = temporaryRoot()
  const upid = 'UPID:pve:00001267:000000FF:68E77800:qmstart:100:root@pam:'
  const paths = taskPaths(temporary.root)
  mkdirSync(dirname(paths.log(upid)), { recursive: true })
  writeFileSync(paths.log(upid), 'hello\n')
  assert.equal(new TaskReader(temporary.root).status(upid).exitstatus, 'unexpected status')
})

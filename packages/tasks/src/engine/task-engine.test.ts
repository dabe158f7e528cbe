import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import type { HubValue } from '@quorate/cluster'
import type { TaskWork } from '@quorate/contract'
import { Failure } from '@quorate/schema'
import { TaskReader } from '../read/task-reader.ts'
import { taskPaths } from '../task-paths.ts'
import { temporaryRoot } from '../testing/temporary-root.ts'
import { parseUpid } from '../upid.ts'
import type { TaskEngineOptions } from './task-engine.ts'
import { TaskEngine } from './task-engine.ts'

function setUp(options: Partial<TaskEngineOptions> = {}) {
  const temporary = temporaryRoot()
  const notices: string[] = []
  const engine = new TaskEngine({ root: temporary.root, notice: text => notices.push(text), ...options })
  const reader = new TaskReader(temporary.root)
  const begin = (work: TaskWork, more: { type?: string; queue?: string } = {}) =>
    engine.start({ type: 'qmstart', id: '100', authid: 'root@pam', work, ...more })
  const logOf = (upid: string) => readFileSync(taskPaths(temporary.root).log(upid), 'utf8')
  return { root: temporary.root, engine, reader, begin, logOf, notices, [Symbol.dispose]: () => temporary[Symbol.dispose]() }
}

test('a task is known as running at once and leaves its log, its status and a line in the index', async () => {
  using under = setUp()
  const gate = Promise.withResolvers<void>()
  const upid = under.begin(async task => {
    task.log('working')
    await gate.promise
  })
  assert.equal(under.reader.status(upid).status, 'running')
  assert.deepEqual(
    under.reader.list('active', {}).map(task => task.upid),
    [upid],
  )
  gate.resolve()
  assert.equal(await under.engine.ended(upid), 'OK')
  assert.equal(under.logOf(upid), 'working\nTASK OK\n')
  const { status, exitstatus } = under.reader.status(upid)
  assert.deepEqual([status, exitstatus], ['stopped', 'OK'])
  assert.deepEqual(under.reader.list('active', {}), [])
  assert.equal(under.reader.list('archive', {})[0]?.status, 'OK')
  assert.equal(statSync(taskPaths(under.root).log(upid)).mode & 0o777, 0o640)
})

test('no two tasks of the same second have the same UPID, nor those of an engine started again', async () => {
  using under = setUp({ now: () => 1_760_000_000_000 })
  const again = new TaskEngine({ root: under.root, now: () => 1_760_000_000_000 })
  const upids = [...Array(50).keys()].map(() => under.begin(async () => undefined))
  upids.push(
    ...[...Array(50).keys()].map(() => again.start({ type: 'qmstart', id: '100', authid: 'root@pam', work: async () => undefined })),
  )
  assert.equal(new Set(upids).size, 100)
  await Promise.all(upids.map(upid => under.engine.ended(upid) ?? again.ended(upid)))
})

test('a failure becomes the status, in one line, with its causes', async () => {
  using under = setUp()
  const upid = under.begin(async () => {
    throw new Failure('cannot start VM 100', { cause: new Error('no\nspace') })
  })
  assert.equal(await under.engine.ended(upid), 'cannot start VM 100: no space')
  assert.equal(under.logOf(upid), 'TASK ERROR: cannot start VM 100: no space\n')
  assert.deepEqual(under.notices, [])
})

test('a task that refuses parameters ends with their names and what is wrong with them', async () => {
  using under = setUp()
  const upid = under.begin(async () => {
    throw new Failure('Parameter verification failed.', { errors: { net0: 'hotplug problem - no such bridge' } })
  })
  assert.equal(await under.engine.ended(upid), 'Parameter verification failed. net0: hotplug problem - no such bridge')
})

test('a bug is told with its stack, and the task still ends', async () => {
  using under = setUp()
  const upid = under.begin(async () => {
    throw new TypeError('x is undefined')
  })
  assert.equal(await under.engine.ended(upid), 'x is undefined')
  assert.match(under.notices[0] ?? '', /TypeError: x is undefined\n +at /)
})

test('warnings are counted, and work cannot write the last line itself', async () => {
  using under = setUp()
  const upid = under.begin(async task => {
    task.warn('one')
    task.warn('two')
    task.log('TASK OK')
  })
  assert.equal(await under.engine.ended(upid), 'WARNINGS: 2')
  assert.equal(under.logOf(upid), 'WARNING: one\nWARNING: two\n TASK OK\nTASK WARNINGS: 2\n')
})

test('tasks of one guest run one after the other, in order, and tell their position while they wait', async () => {
  using under = setUp()
  const order: string[] = []
  const gate = Promise.withResolvers<void>()
  const first = under.begin(async () => void (await gate.promise, order.push('first')), { queue: '100', type: 'qmclone' })
  const second = under.begin(async () => void order.push('second'), { queue: '100' })
  const third = under.begin(async () => void order.push('third'), { queue: '100', type: 'qmstop' })
  const other = under.begin(async () => void order.push('other'), { queue: '101' })
  assert.equal(await under.engine.ended(other), 'OK')
  assert.deepEqual(order, ['other'])
  gate.resolve()
  await Promise.all([first, second, third].map(upid => under.engine.ended(upid)))
  assert.deepEqual(order, ['other', 'first', 'second', 'third'])
  assert.match(under.logOf(third), /^waiting for guest 100 \(qmclone\): position 2\nwaiting for guest 100 \(qmstart\): position 1\n/)
})

test('a change waits for its turn among the tasks, and gives its place up when nobody waits for it any more', async () => {
  using under = setUp()
  const stays = new AbortController().signal
  const gate = Promise.withResolvers<void>()
  const upid = under.begin(() => gate.promise, { queue: '100', type: 'qmclone' })
  let begun = false
  await assert.rejects(
    under.engine.serialize('100', () => (begun = true), AbortSignal.timeout(20)),
    { name: 'TimeoutError' },
  )
  assert.equal(begun, false)
  const change = under.engine.serialize('100', () => 'changed', stays)
  gate.resolve()
  assert.equal(await change, 'changed')
  assert.equal((await under.engine.ended(upid)) ?? 'OK', 'OK')
  await assert.rejects(
    under.engine.serialize('100', () => Promise.reject(new Failure('no')), stays),
    { message: 'no' },
  )
  assert.equal(await under.engine.serialize('100', () => 2, stays), 2)
})

test('long tasks wait for a worker while short ones go on', async () => {
  using under = setUp({ maxWorkers: () => 2 })
  const gate = Promise.withResolvers<void>()
  const copies = [1, 2, 3].map(() => under.begin(() => gate.promise, { type: 'qmclone' }))
  const short = under.begin(async () => undefined)
  assert.equal(await under.engine.ended(short), 'OK')
  assert.equal(under.logOf(copies[2] ?? ''), 'waiting for a free worker\n')
  gate.resolve()
  for (const copy of copies) assert.equal((await under.engine.ended(copy)) ?? 'OK', 'OK')
})

test('tasks that wait for tasks of their own take no worker from those', async () => {
  using under = setUp({ maxWorkers: () => 1 })
  const conductors = [...Array(20).keys()].map(() =>
    under.begin(async () => assert.equal(await under.engine.ended(under.begin(async () => undefined)), 'OK'), { type: 'bulkstart' }),
  )
  for (const conductor of conductors) assert.equal((await under.engine.ended(conductor)) ?? 'OK', 'OK')
})

test('a stopped task ends with who stopped it, after its undo ran newest first', async () => {
  using under = setUp()
  const undone: unknown[] = []
  under.engine.registerUndo('note', async ({ name }) => void undone.push(name))
  const began = Promise.withResolvers<void>()
  const upid = under.begin(async task => {
    await task.undo('note', { name: 'first' })
    const second = await task.undo('note', { name: 'second' })
    await task.undo('note', { name: 'third' })
    await second.settle()
    began.resolve()
    await delay(10_000, undefined, { signal: task.signal })
  })
  await began.promise
  assert.equal(under.engine.stop(upid, 'joe@pve'), true)
  assert.equal(await under.engine.ended(upid), 'aborted by joe@pve')
  assert.deepEqual(undone, ['third', 'first'])
  assert.equal(under.engine.stop(upid, 'joe@pve'), false)
  assert.deepEqual(readdirSync(taskPaths(under.root).journals), [])
})

test('a task that is stopped while it waits never begins', async () => {
  using under = setUp({ maxWorkers: () => 1 })
  const gate = Promise.withResolvers<void>()
  const first = under.begin(() => gate.promise, { queue: '100', type: 'qmclone' })
  const queued = under.begin(() => assert.fail('it began'), { queue: '100' })
  const waiting = under.begin(() => assert.fail('it began'), { type: 'qmclone' })
  await delay(5)
  for (const upid of [queued, waiting]) {
    under.engine.stop(upid, 'root@pam')
    assert.equal(await under.engine.ended(upid), 'aborted by root@pam')
  }
  gate.resolve()
  assert.equal(await under.engine.ended(first), 'OK')
})

test('after success nothing is undone and no journal is left', async () => {
  using under = setUp()
  under.engine.registerUndo('fail', () => assert.fail('it was undone'))
  const upid = under.begin(async task => {
    await task.undo('fail', {})
    assert.equal(existsSync(taskPaths(under.root).journal(task.upid)), true)
  })
  assert.equal(await under.engine.ended(upid), 'OK')
  assert.deepEqual(readdirSync(taskPaths(under.root).journals), [])
})

test('an undo that fails is told, and the others still run', async () => {
  using under = setUp()
  const undone: unknown[] = []
  under.engine.registerUndo('good', async () => void undone.push('good'))
  under.engine.registerUndo('bad', async () => Promise.reject(new Failure('disk gone')))
  const upid = under.begin(async task => {
    await task.undo('good', {})
    await task.undo('bad', {})
    throw new Failure('no')
  })
  assert.equal(await under.engine.ended(upid), 'no (undo incomplete, see the log)')
  assert.match(under.logOf(upid), /undo of bad failed, clean up by hand: disk gone/)
  assert.deepEqual(undone, ['good'])
})

test('an undo action that nobody registered is refused before the effect', async () => {
  using under = setUp()
  const upid = under.begin(async task => void (await task.undo('unknown', {})))
  assert.equal(await under.engine.ended(upid), 'there is no undo action named unknown')
})

test('the hub hears of the beginning, the log, the progress and the end of a task', async () => {
  const heard: HubValue[] = []
  using under = setUp({ hub: { publish: values => void heard.push(...values) } })
  const upid = under.begin(async task => {
    task.log('hello')
    task.progress(1 << 20, 4 << 20, 'bytes', 'scsi0')
    await delay(150)
  })
  assert.equal(await under.engine.ended(upid), 'OK')
  const [first, middle, last] = heard.map(value => value.data as Record<string, unknown>)
  assert.equal(
    heard.every(value => value.kind === 'task' && value.id === upid && value.path === '/nodes/pve'),
    true,
  )
  assert.deepEqual(first, { upid, ...parseUpid(upid) })
  assert.deepEqual(middle?.log, {
    total: 2,
    tail: [
      { n: 1, t: 'hello' },
      { n: 2, t: 'scsi0: 1.0 MiB of 4.0 MiB (25.00%)' },
    ],
  })
  assert.partialDeepStrictEqual(middle?.progress, { done: 1 << 20, total: 4 << 20 })
  assert.equal(last?.status, 'OK')
  assert.equal('progress' in (last ?? {}), false)
})

test('an engine that closes aborts its tasks and starts no more', async () => {
  using under = setUp()
  const upid = under.begin(task => delay(10_000, undefined, { signal: task.signal }))
  await under.engine.close()
  assert.equal(under.reader.status(upid).exitstatus, 'aborted: the task runner is stopping')
  assert.throws(() => under.begin(async () => undefined), /the task runner is stopping/)
})

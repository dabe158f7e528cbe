import assert from 'node:assert/strict'
import { mkdirSync, statSync } from 'node:fs'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import type { Call, Caller, Implementation } from '@quorate/contract'
import { endpoint, implement, LockedFailure, Reply } from '@quorate/contract'
import { Failure, boolean, integer, optional, parameterFailure } from '@quorate/schema'
import { TaskEngine } from '../engine/task-engine.ts'
import { temporaryRoot } from '../testing/temporary-root.ts'
import { parseUpid } from '../upid.ts'
import { connectRunner, runnerSocket } from './connect-runner.ts'
import { serveRunner } from './serve-runner.ts'

const parameters = { vmid: integer(), fail: optional(boolean()), restore: optional(boolean()) }
const group = {
  start: endpoint({ method: 'POST', path: '/vm/{vmid}/start', description: '', task: 'qmstart', queue: 'vmid', parameters }),
  create: endpoint({
    method: 'POST',
    path: '/vm',
    description: '',
    task: { type: 'vzcreate', when: { parameter: 'restore', type: 'vzrestore' }, id: 'vmid' },
    queue: 'vmid',
    parameters,
  }),
  config: endpoint({ method: 'PUT', path: '/vm/{vmid}/config', description: '', queue: 'vmid', parameters }),
}
const caller: Caller = { authid: 'joe@pve!ci', userid: 'joe@pve', token: 'ci', root: false, address: '192.0.2.1' }

async function setUp() {
  const temporary = temporaryRoot()
  const { root } = temporary
  mkdirSync(root.run, { recursive: true })
  const engine = new TaskEngine({ root })
  const gate = Promise.withResolvers<void>()
  const notices: string[] = []
  const locked = new Set<number>()
  const changed: number[] = []
  const implementations: Implementation[] = implement(group, {
    start: (_call, { vmid, fail }) => {
      if (fail) throw new Failure(`VM ${vmid} is locked (backup)`)
      if (locked.has(vmid)) throw new LockedFailure(`VM is locked (snapshot)`)
      return () => gate.promise
    },
    create: () => async () => {},
    config: (call, { vmid, fail }) => {
      if (fail) throw parameterFailure({ vmid: 'no such thing' })
      if (vmid === 666) throw new TypeError('a bug')
      changed.push(vmid)
      return vmid === 7 ? new Reply([1], { total: 1 }) : { vmid, by: call.caller.authid }
    },
  })
  const serve = () =>
    serveRunner({
      socket: runnerSocket(root),
      engine,
      implementations,
      makeCall: (who, _spec, signal) => ({ caller: who, node: 'pve', signal }) as Call,
      notice: text => notices.push(text),
    })
  const channel = connectRunner(root, { patienceMs: 500 })
  return {
    root,
    engine,
    gate,
    notices,
    locked,
    changed,
    serve,
    channel,
    async [Symbol.asyncDispose]() {
      channel.close()
      gate.resolve()
      await engine.close()
      temporary[Symbol.dispose]()
    },
  }
}

test('a task has another type where its declaration says so', async () => {
  await using under = await setUp()
  await using server = await under.serve()
  void server
  for (const [restore, type] of [
    [true, 'vzrestore'],
    [false, 'vzcreate'],
    [undefined, 'vzcreate'],
  ] as const) {
    const upid = String(await under.channel.submit('POST /vm', { vmid: 100, ...(restore === undefined ? {} : { restore }) }, caller))
    assert.equal(parseUpid(upid)?.type, type)
    await under.engine.ended(upid)
  }
})

test('a task endpoint answers with the UPID while its work goes on', async () => {
  await using under = await setUp()
  await using server = await under.serve()
  void server
  const upid = String(await under.channel.submit('POST /vm/{vmid}/start', { vmid: 100 }, caller))
  const parsed = parseUpid(upid)
  assert.deepEqual([parsed?.type, parsed?.id, parsed?.user], ['qmstart', '100', 'joe@pve!ci'])
  assert.equal(await under.channel.stopTask(upid, 'root@pam'), true)
  under.gate.resolve()
  await under.engine.ended(upid)
  assert.equal(await under.channel.stopTask(upid, 'root@pam'), false)
  assert.equal(statSync(runnerSocket(under.root)).mode & 0o777, 0o600)
})

test('a refusal comes back as an error with its status and its parameters, and no task begins', async () => {
  await using under = await setUp()
  await using server = await under.serve()
  void server
  await assert.rejects(under.channel.submit('POST /vm/{vmid}/start', { vmid: 100, fail: true }, caller), {
    name: 'Failure',
    status: 500,
    message: 'VM 100 is locked (backup)',
  })
  await assert.rejects(under.channel.submit('PUT /vm/{vmid}/config', { vmid: 100, fail: true }, caller), {
    status: 400,
    errors: { vmid: 'no such thing' },
  })
  await assert.rejects(under.channel.submit('GET /nothing', {}, caller), { status: 501, message: "Method 'GET /nothing' not implemented" })
  assert.deepEqual(under.engine.active(), [])
})

test('a change answers with its data, in its turn behind the tasks of the guest', async () => {
  await using under = await setUp()
  await using server = await under.serve()
  void server
  assert.deepEqual(await under.channel.submit('PUT /vm/{vmid}/config', { vmid: 5 }, caller), { vmid: 5, by: 'joe@pve!ci' })
  const reply = await under.channel.submit('PUT /vm/{vmid}/config', { vmid: 7 }, caller)
  assert.ok(reply instanceof Reply)
  assert.deepEqual([reply.data, reply.beside], [[1], { total: 1 }])
  await under.channel.submit('POST /vm/{vmid}/start', { vmid: 100 }, caller)
  let changed = false
  const change = under.channel.submit('PUT /vm/{vmid}/config', { vmid: 100 }, caller).then(() => (changed = true))
  await under.channel.submit('PUT /vm/{vmid}/config', { vmid: 5 }, caller)
  assert.equal(changed, false)
  under.gate.resolve()
  assert.equal(await change, true)
})

test('a change that still waits when its client goes away is not made', async () => {
  await using under = await setUp()
  await using server = await under.serve()
  void server
  const upid = String(await under.channel.submit('POST /vm/{vmid}/start', { vmid: 100 }, caller))
  const client = new AbortController()
  const withdrawn = under.channel.submit('PUT /vm/{vmid}/config', { vmid: 100 }, caller, undefined, client.signal)
  const kept = under.channel.submit('PUT /vm/{vmid}/config', { vmid: 100 }, caller, undefined, new AbortController().signal)
  const refused = assert.rejects(withdrawn, /aborted/)
  await under.channel.submit('PUT /vm/{vmid}/config', { vmid: 5 }, caller)
  client.abort()
  await refused
  under.gate.resolve()
  await kept
  assert.deepEqual(under.changed, [5, 100])
  assert.equal((await under.engine.ended(upid)) ?? 'OK', 'OK')
  assert.deepEqual(under.notices, [])
})

test('work on a guest that the task in front holds locked waits for that task; a lock that nobody will release refuses it', async () => {
  await using under = await setUp()
  await using server = await under.serve()
  void server
  await under.channel.submit('POST /vm/{vmid}/start', { vmid: 100 }, caller)
  under.locked.add(100).add(101)
  const second = String(await under.channel.submit('POST /vm/{vmid}/start', { vmid: 100 }, caller))
  await assert.rejects(under.channel.submit('POST /vm/{vmid}/start', { vmid: 101 }, caller), /VM is locked \(snapshot\)/)
  const ended = under.engine.ended(second)
  under.locked.clear()
  under.gate.resolve()
  assert.equal(await ended, 'OK')
})

test('a bug in a handler is no Failure for the caller, and its stack is told', async () => {
  await using under = await setUp()
  await using server = await under.serve()
  void server
  await assert.rejects(under.channel.submit('PUT /vm/{vmid}/config', { vmid: 666 }, caller), { name: 'Error', message: 'a bug' })
  assert.match(under.notices[0] ?? '', /TypeError: a bug\n/)
})

test('requests wait while the runner is being restarted, and fail with a clear text when it does not come', async () => {
  await using under = await setUp()
  const early = under.channel.submit('PUT /vm/{vmid}/config', { vmid: 5 }, caller)
  await delay(50)
  const first = await under.serve()
  assert.deepEqual(await early, { vmid: 5, by: 'joe@pve!ci' })
  await first[Symbol.asyncDispose]()
  await assert.rejects(under.channel.submit('PUT /vm/{vmid}/config', { vmid: 5 }, caller), /the task runner of this node does not answer/)
  const second = await under.serve()
  assert.deepEqual(await under.channel.submit('PUT /vm/{vmid}/config', { vmid: 5 }, caller), { vmid: 5, by: 'joe@pve!ci' })
  await second[Symbol.asyncDispose]()
})

test('a request whose runner ends before the answer fails and says where to look', async () => {
  await using under = await setUp()
  const server = await under.serve()
  await under.channel.submit('POST /vm/{vmid}/start', { vmid: 100 }, caller)
  const change = under.channel.submit('PUT /vm/{vmid}/config', { vmid: 100 }, caller)
  const refused = assert.rejects(change, /ended before it answered PUT .*: the task list tells whether it began/)
  await delay(20)
  await server[Symbol.asyncDispose]()
  await refused
})

test('a second runner on the same socket is refused', async () => {
  await using under = await setUp()
  await using server = await under.serve()
  void server
  await assert.rejects(under.serve(), /another task runner does/)
})

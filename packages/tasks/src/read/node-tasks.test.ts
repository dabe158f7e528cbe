import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { HubValue, NodeStanding } from '@quorate/cluster'
import type { Call, Download } from '@quorate/contract'
import { Reply } from '@quorate/contract'
import { permissionFailure } from '@quorate/schema'
import { TaskEngine } from '../engine/task-engine.ts'
import { taskSummary } from '../task-paths.ts'
import { temporaryRoot } from '../testing/temporary-root.ts'
import { requireUpid } from '../upid.ts'
import { listClusterTasks } from './cluster-tasks.ts'
import { listNodeTasks, readTaskLog, readTaskStatus } from './node-tasks.ts'
import { TaskReader } from './task-reader.ts'
import { requireMayStop } from './visible.ts'

function callOf(authid: string, ...privileges: string[]): Call {
  const [userid = '', token] = authid.split('!')
  const may = (path: string, ...anyOf: string[]) => path === '/nodes/pve' && anyOf.some(one => privileges.includes(one))
  return {
    caller: { authid, userid, root: false, address: 'cli', ...(token !== undefined && { token }) },
    node: 'pve',
    signal: new AbortController().signal,
    may,
    authorize(path, ...all) {
      if (!all.every(one => may(path, one))) throw permissionFailure(path, all)
    },
  }
}

async function setUp() {
  const temporary = temporaryRoot()
  const values = new Map<string, HubValue>()
  const hub = { publish: (list: readonly HubValue[]) => list.forEach(value => values.set(value.id, value)), values: () => values }
  const engine = new TaskEngine({ root: temporary.root, hub })
  const upids: string[] = []
  for (const authid of ['root@pam', 'joe@pve', 'joe@pve!ci']) {
    const upid = engine.start({ type: 'qmstart', id: '100', authid, work: async task => task.log('hello') })
    await engine.ended(upid)
    upids.push(upid)
  }
  return { reader: new TaskReader(temporary.root), hub, upids, [Symbol.dispose]: () => temporary[Symbol.dispose]() }
}

test('users see their own tasks and those of their tokens, a token its own, an auditor all', async () => {
  using under = await setUp()
  const seen = (call: Call) => listNodeTasks(under.reader, call, {}).data.map(task => task.user)
  assert.deepEqual(seen(callOf('joe@pve')), ['joe@pve!ci', 'joe@pve'])
  assert.deepEqual(seen(callOf('joe@pve!ci')), ['joe@pve!ci'])
  assert.deepEqual(seen(callOf('eve@pve')), [])
  assert.deepEqual(seen(callOf('eve@pve', 'Sys.Audit')), ['joe@pve!ci', 'joe@pve', 'root@pam'])
  const cluster = (call: Call) => listClusterTasks(under.hub, new Map(), call).map(task => task.user)
  assert.deepEqual(cluster(callOf('joe@pve')), ['joe@pve!ci', 'joe@pve'])
  assert.deepEqual(cluster(callOf('eve@pve')), [])
})

test('what a node that is down was doing is listed with an unknown end, and what had ended as it was', async () => {
  using under = await setUp()
  const running = taskSummary('UPID:b:00001267:000000FF:68E77800:qmstart:100:joe@pve:')
  const ended = taskSummary('UPID:b:00001267:000000FE:68E77800:qmstop:100:joe@pve:', { endtime: 1_760_000_001, status: 'OK' })
  for (const data of [running, ended]) under.hub.publish([{ kind: 'task', id: data.upid, path: '/nodes/b', data }])
  const rows = (standing: NodeStanding) =>
    listClusterTasks(under.hub, new Map([['b', standing]]), callOf('joe@pve'))
      .filter(({ node }) => node === 'b')
      .map(({ type, status, age }) => [type, status, age])
  assert.deepEqual(rows({ online: true }), [
    ['qmstart', undefined, undefined],
    ['qmstop', 'OK', undefined],
  ])
  assert.deepEqual(rows({ online: false, age: 180 }), [
    ['qmstart', 'unexpected status', 180],
    ['qmstop', 'OK', undefined],
  ])
})

test('the list comes in pages whose total counts only what the caller may see', async () => {
  using under = await setUp()
  const page = listNodeTasks(under.reader, callOf('joe@pve'), { start: 1, limit: 1, statusfilter: 'ok,error' })
  assert.deepEqual([page.data.map(task => task.user), page.beside], [['joe@pve'], { total: 2 }])
})

test('status and log of others are refused, and so is stopping their tasks', async () => {
  using under = await setUp()
  const [upid = ''] = under.upids
  const refused = { status: 403, message: 'Permission check failed (/nodes/pve, Sys.Audit)' }
  assert.throws(() => readTaskStatus(under.reader, callOf('joe@pve'), upid), refused)
  await assert.rejects(readTaskLog(under.reader, callOf('joe@pve'), { upid }), refused)
  assert.equal(readTaskStatus(under.reader, callOf('joe@pve', 'Sys.Audit'), upid).exitstatus, 'OK')
  assert.throws(() => requireMayStop(callOf('joe@pve', 'Sys.Audit'), requireUpid(upid)), { status: 403 })
  requireMayStop(callOf('joe@pve', 'Sys.Modify'), requireUpid(upid))
  requireMayStop(callOf('root@pam'), requireUpid(upid))
})

test('a log is an answer with its total, or a file to keep', async () => {
  using under = await setUp()
  const [upid = ''] = under.upids
  const reply = await readTaskLog(under.reader, callOf('root@pam'), { upid, limit: 1 })
  assert.ok(reply instanceof Reply)
  assert.deepEqual([reply.data, reply.beside], [[{ n: 1, t: 'hello' }], { total: 2 }])
  const file = (await readTaskLog(under.reader, callOf('root@pam'), { upid, download: true })) as Download
  assert.match(file.filename ?? '', /^task-pve-qmstart-[\dT.-]+Z\.log$/)
  assert.equal(Buffer.concat(await Array.fromAsync(file.stream)).toString(), 'hello\nTASK OK\n')
})

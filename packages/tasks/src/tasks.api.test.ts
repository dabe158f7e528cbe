import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import type { Call } from '@quorate/contract'
import { permissionFailure } from '@quorate/schema'
import { TaskEngine } from './engine/task-engine.ts'
import { TaskReader } from './read/task-reader.ts'
import { tasksApi } from './tasks.api.ts'
import { temporaryRoot } from './testing/temporary-root.ts'

const callOf = (userid: string) =>
  ({
    caller: { authid: userid, userid, root: false, address: 'cli' },
    node: 'pve',
    may: () => false,
    authorize(path, ...privileges) {
      throw permissionFailure(path, privileges)
    },
  }) as Pick<Call, 'caller' | 'node' | 'may' | 'authorize'> as Call

test('a task is stopped through the runner by its owner only, and stopping an ended one is no error', async () => {
  using temporary = temporaryRoot()
  const engine = new TaskEngine({ root: temporary.root })
  const api = tasksApi({
    reader: new TaskReader(temporary.root),
    runner: { stopTask: async (upid, authid) => engine.stop(upid, authid) },
    hub: { values: () => new Map() },
    nodes: () => new Map(),
  })
  const stop = async (call: Call, upid: string) => {
    const found = api.find(one => one.spec.method === 'DELETE')
    return found?.handler(call, { node: 'pve', upid } as never)
  }
  const upid = engine.start({ type: 'qmclone', authid: 'joe@pve', work: task => delay(60_000, undefined, { signal: task.signal }) })
  await assert.rejects(stop(callOf('eve@pve'), upid), { status: 403, message: 'Permission check failed (/nodes/pve, Sys.Modify)' })
  assert.equal(await stop(callOf('joe@pve'), upid), null)
  assert.equal(await engine.ended(upid), 'aborted by joe@pve')
  assert.equal(await stop(callOf('joe@pve'), upid), null)
  const unknown = 'UPID:pve:00001267:000000FF:68E77800:qmstart:100:joe@pve:'
  await assert.rejects(stop(callOf('joe@pve'), unknown), /does not exist/)
  await assert.rejects(stop(callOf('joe@pve'), '../../x'), { status: 400 })
})

test('every method of tasks has its handler', () => {
  using temporary = temporaryRoot()
  const api = tasksApi({
    reader: new TaskReader(temporary.root),
    runner: { stopTask: async () => false },
    hub: { values: () => new Map() },
    nodes: () => new Map(),
  })
  assert.deepEqual(api.map(({ spec }) => `${spec.method} ${spec.path}`).toSorted(), [
    'DELETE /nodes/{node}/tasks/{upid}',
    'GET /cluster/tasks',
    'GET /nodes/{node}/tasks',
    'GET /nodes/{node}/tasks/{upid}/log',
    'GET /nodes/{node}/tasks/{upid}/status',
  ])
  assert.ok(api.every(one => typeof one.handler === 'function'))
})

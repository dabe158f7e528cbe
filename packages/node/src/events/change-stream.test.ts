import assert from 'node:assert/strict'
import { test } from 'node:test'
import { configObjectPath, type EventHub, type HubEvent } from '@quorate/cluster'
import type { Caller, ServerEvent } from '@quorate/contract'
import { changeStream } from './change-stream.ts'

const caller: Caller = { authid: 'ann@pve', userid: 'ann@pve', root: false, address: '127.0.0.1' }

function fakeHub(past: HubEvent[] = []) {
  const listeners = new Set<(event: HubEvent) => void>()
  const hub: EventHub & { emit(event: Partial<HubEvent>): void } = {
    epoch: 'e1',
    get sequence() {
      return past.length
    },
    publish: () => undefined,
    values: () => new Map(),
    replay: since => (since > past.length ? undefined : past.slice(since)),
    subscribe(listener) {
      listeners.add(listener)
      return { [Symbol.dispose]: () => void listeners.delete(listener) }
    },
    emit(event) {
      const whole: HubEvent = { sequence: past.length + 1, time: 1, kind: 'guest', id: '100', path: '/vms/100', data: {}, ...event }
      past.push(whole)
      for (const listener of listeners) listener(whole)
    },
  }
  return hub
}
const idOf = (event: ServerEvent | undefined) => (event?.data as { id: string } | undefined)?.id
const callOf = (may: (path: string) => boolean, signal = new AbortController().signal) => ({
  caller,
  signal,
  may: (path: string) => may(path),
})

test('a stream begins with a reset and then tells what happens', async () => {
  const hub = fakeHub()
  const stream = changeStream({ hub, call: callOf(() => true) })
  assert.equal((await stream.next()).value?.type, 'reset')
  const next = stream.next()
  hub.emit({ id: '101', path: '/vms/101' })
  assert.deepEqual((await next).value, { id: 'e1-1', type: 'guest', path: '/vms/101', data: { id: '101', time: 1, value: {} } })
  await stream.return(undefined)
})

test('a client that comes back gets what it missed and no reset', async () => {
  const hub = fakeHub()
  hub.emit({ id: '100' })
  hub.emit({ id: '101' })
  const stream = changeStream({ hub, call: callOf(() => true), since: 'e1-1' })
  const { value } = await stream.next()
  assert.deepEqual([value?.type, value?.id], ['guest', 'e1-2'])
  await stream.return(undefined)
})

test('an id of another epoch begins anew', async () => {
  const stream = changeStream({ hub: fakeHub(), call: callOf(() => true), since: 'e0-7' })
  assert.equal((await stream.next()).value?.type, 'reset')
  await stream.return(undefined)
})

test('what the caller may not see is left out, but never his own tasks and lines of the log', async () => {
  const hub = fakeHub()
  const stream = changeStream({ hub, call: callOf(path => path === '/vms/101') })
  await stream.next()
  hub.emit({ id: '100', path: '/vms/100' })
  hub.emit({ kind: 'task', id: 'UPID:1', path: '/nodes/pve', data: { user: 'bob@pve' } })
  hub.emit({ kind: 'task', id: 'UPID:2', path: '/nodes/pve', data: { user: 'ann@pve' } })
  hub.emit({ kind: 'log', id: 'pve/daemon', path: '/', data: { user: 'bob@pve' } })
  hub.emit({ kind: 'log', id: 'pve/runner', path: '/', data: { user: 'ann@pve' } })
  hub.emit({ id: '101', path: '/vms/101' })
  const ids = []
  for (let count = 0; count < 3; count += 1) ids.push(idOf((await stream.next()).value))
  assert.deepEqual(ids, ['UPID:2', 'pve/runner', '101'])
  await stream.return(undefined)
})

test('everybody is told that permissions or the options of interfaces changed, but of no other file', async () => {
  const hub = fakeHub()
  const stream = changeStream({ hub, call: callOf(() => false) })
  await stream.next()
  for (const id of ['storage.cfg', 'user.cfg', 'priv/shadow.cfg', 'domains.cfg', 'datacenter.cfg'])
    hub.emit({ kind: 'config', id, path: configObjectPath(id) })
  assert.deepEqual([idOf((await stream.next()).value), idOf((await stream.next()).value)], ['user.cfg', 'datacenter.cfg'])
  await stream.return(undefined)
})

test("a change of preferences is told to their user's other browsers, and to nobody else, whatever he may", async () => {
  const hub = fakeHub()
  const stream = changeStream({ hub, call: callOf(() => true) })
  await stream.next()
  hub.emit({ kind: 'config', id: 'priv/preferences/bob%40pve.json', path: configObjectPath('priv/preferences/bob%40pve.json') })
  hub.emit({ kind: 'config', id: 'priv/preferences/ann%40pve.json', path: configObjectPath('priv/preferences/ann%40pve.json') })
  assert.equal(idOf((await stream.next()).value), 'priv/preferences/ann%40pve.json')
  await stream.return(undefined)
  const powerless = changeStream({ hub, call: callOf(() => false), since: 'e1-0' })
  assert.equal(idOf((await powerless.next()).value), 'priv/preferences/ann%40pve.json')
  await powerless.return(undefined)
})

test('metrics come only when they are asked for', async () => {
  const hub = fakeHub()
  const stream = changeStream({ hub, call: callOf(() => true) })
  await stream.next()
  hub.emit({ kind: 'metrics' })
  hub.emit({ kind: 'config' })
  assert.equal((await stream.next()).value?.type, 'config')
  await stream.return(undefined)
})

test('a stream ends when its client goes away', async () => {
  const gone = new AbortController()
  const stream = changeStream({ hub: fakeHub(), call: callOf(() => true, gone.signal) })
  await stream.next()
  const next = stream.next()
  gone.abort()
  assert.equal((await next).done, true)
})

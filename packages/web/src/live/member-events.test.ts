import assert from 'node:assert/strict'
import { test } from 'node:test'
import { guestOfRow, type Guest } from './guest.ts'
import { inventoryOf, withEvents } from './inventory.ts'
import type { LiveEvent } from './protocol.ts'

const now = 10_000
const guestOf = (vmid: number, node: string, status: string): [number, Guest] => [
  vmid,
  guestOfRow({ id: `qemu/${vmid}`, type: 'qemu', vmid, node, status, cpu: 0.5, mem: 7, uptime: 60 }, now) as Guest,
]
const state = inventoryOf(
  new Map([guestOf(100, 'n1', 'running'), guestOf(101, 'n2', 'running'), guestOf(102, 'n2', 'stopped')]),
  [
    { id: 'node/n1', type: 'node', node: 'n1', status: 'online' },
    { id: 'node/n2', type: 'node', node: 'n2', status: 'online', maxcpu: 4 },
    { id: 'storage/n1/local', type: 'storage', node: 'n1', storage: 'local', status: 'available' },
    { id: 'storage/n2/local', type: 'storage', node: 'n2', storage: 'local', status: 'available', disk: 3, maxdisk: 9 },
  ],
  now,
)
const member = (id: string, value: object | null): LiveEvent => ({ id: 'e-1', type: 'member', data: { id, value } })
const down = member('n2', { nodeId: 2, online: false, since: now })
const up = member('n2', { nodeId: 2, online: true, since: now + 60 })

test('a node that goes down takes nothing with it: its guests and storages keep what they were', () => {
  const { state: after } = withEvents(state, [down])
  assert.deepEqual([after.nodes.get('n2')?.status, after.nodes.get('n2')?.lostSince, after.nodes.get('n2')?.maxcpu], ['offline', now, 4])
  const { status, lastStatus, cpu, mem } = after.guests.get(101) ?? {}
  assert.deepEqual([status, lastStatus, cpu, mem], ['unknown', 'running', 0.5, 7])
  assert.equal(after.guests.get(102)?.lastStatus, 'stopped')
  assert.equal(after.guests.get(100), state.guests.get(100))
  const { active, used } = after.storages.get('n2/local') ?? {}
  assert.deepEqual([active, used], [false, 3])
  assert.equal(after.storages.get('n1/local'), state.storages.get('n1/local'))
})

test('when it is back all is as it was, without asking anything', () => {
  const { state: after, ask, anew } = withEvents(state, [down, up])
  assert.deepEqual([after.guests, after.nodes, after.storages], [state.guests, state.nodes, state.storages])
  assert.deepEqual([ask.size, anew], [0, false])
  const told = withEvents(state, [down, up, { id: 'e-2', type: 'guest', data: { id: '101', value: { node: 'n2', status: 'stopped' } } }])
  assert.equal(told.state.guests.get(101)?.status, 'stopped')
})

test('what is heard of a guest while its node is down is what it was last', () => {
  const { state: after } = withEvents(state, [
    down,
    { id: 'e', type: 'guest', data: { id: '101', value: { node: 'n2', status: 'stopped' } } },
  ])
  assert.deepEqual([after.guests.get(101)?.status, after.guests.get(101)?.lastStatus], ['unknown', 'stopped'])
})

test('a guest that was taken over by another node is what that says', () => {
  const { state: after } = withEvents(state, [
    down,
    { id: 'e', type: 'guest', data: { id: '101', value: { node: 'n1', status: 'running' } } },
  ])
  const { node, status, lastStatus } = after.guests.get(101) ?? {}
  assert.deepEqual([node, status, lastStatus], ['n1', 'running', undefined])
})

test('a new node has all asked for anew, one that was removed is gone', () => {
  assert.equal(withEvents(state, [member('n3', { nodeId: 3, online: true, since: now })]).anew, true)
  assert.deepEqual([...withEvents(state, [member('n2', null)]).state.nodes.keys()], ['n1'])
})

test('lists that come while a node is down say the same', () => {
  const row = guestOfRow(
    { id: 'qemu/101', type: 'qemu', vmid: 101, node: 'n2', status: 'unknown', laststatus: 'running', uptime: 60, age: 20 },
    now,
  )
  assert.deepEqual([row?.status, row?.lastStatus, row?.since], ['unknown', 'running', now - 80])
  const { nodes } = inventoryOf(new Map(), [{ id: 'node/n2', type: 'node', node: 'n2', status: 'offline', age: 20 }], now)
  assert.equal(nodes.get('n2')?.lostSince, now - 20)
})

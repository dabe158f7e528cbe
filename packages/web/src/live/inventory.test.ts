import assert from 'node:assert/strict'
import { test } from 'node:test'
import { guestsOfColumns } from './guest.ts'
import { inventoryOf, withEvents } from './inventory.ts'
import type { LiveEvent } from './protocol.ts'

const mebibyte = 2 ** 20
const guests = guestsOfColumns(
  {
    vmid: [100, 101],
    type: ['qemu', 'lxc'],
    name: ['a', 'b'],
    node: ['pve', 'pve'],
    status: ['running', 'stopped'],
    template: [0, 0],
    tags: ['x;y', ''],
    pool: ['', 'lab'],
    lock: ['', ''],
    hastate: ['', ''],
    laststatus: ['', ''],
    cpu: [0.25, 0],
    maxcpu: [2, 1],
    mem: [512 * mebibyte + 7, 0],
    maxmem: [1024 * mebibyte, mebibyte],
    disk: [0, 0],
    maxdisk: [0, 0],
    uptime: [60, 0],
    age: [0, 0],
  },
  1000,
)
const state = inventoryOf(guests, [], 1000)
const event = (type: LiveEvent['type'], data: object): LiveEvent => ({ id: 'e-1', type, data })
const numbers = (...row: (number | null)[]) => event('metrics', { time: 0, rows: [row] })

test('columns become guests, each with what it has', () => {
  assert.deepEqual([...guests.keys()], [100, 101])
  assert.deepEqual(guests.get(100)?.tags, ['x', 'y'])
  assert.deepEqual([guests.get(100)?.since, guests.get(101)?.since], [940, 0])
  assert.equal(guests.get(101)?.pool, 'lab')
})

test('numbers that are shown already change nothing', () => {
  assert.equal(withEvents(state, [numbers(100, 0.25, 512, null)]).state, state)
})

test('numbers change their guest alone, and no shape', () => {
  const { state: after } = withEvents(state, [numbers(100, 0.5, 256, null)])
  assert.deepEqual([after.guests.get(100)?.cpu, after.guests.get(100)?.mem], [0.5, 256 * mebibyte])
  assert.equal(after.guests.get(101), state.guests.get(101))
  assert.equal(after.shape, state.shape)
})

test('a state changes the shape; a guest that is not known is asked for', () => {
  const stop = event('guest', { id: '100', value: { node: 'pve', status: 'stopped' } })
  const { state: after, ask } = withEvents(state, [stop, event('config', { id: 'nodes/pve/lxc/102.conf', value: {} })])
  assert.deepEqual([after.guests.get(100)?.status, after.guests.get(100)?.cpu], ['stopped', 0])
  assert.notEqual(after.shape, state.shape)
  assert.deepEqual([...ask], [102])
})

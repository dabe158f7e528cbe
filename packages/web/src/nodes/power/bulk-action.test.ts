import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Guest } from '../../live/guest.ts'
import { bulkCalls, reachedBy } from './bulk-action.ts'

const guest = (vmid: number, given: Partial<Guest>) =>
  ({ vmid, node: 'pve', kind: 'qemu', status: 'running', template: false, ...given }) as Guest
const guests = [
  guest(103, { status: 'stopped', template: true }),
  guest(102, { kind: 'lxc' }),
  guest(101, { status: 'stopped' }),
  guest(100, {}),
  guest(104, { node: 'other' }),
]
const reached = (action: 'start' | 'stop' | 'suspend') => reachedBy(action, 'pve', guests).map(({ vmid }) => vmid)

test('an action reaches only guests of the node whose state it fits, and no template', () => {
  assert.deepEqual(reached('start'), [101])
  assert.deepEqual(reached('stop'), [100, 102])
  assert.deepEqual(reached('suspend'), [100])
})

test('an action names its guests, and sends nothing when none is chosen', () => {
  const values = { vmids: [102, 100], timeout: '30', forceStop: false }
  assert.deepEqual(bulkCalls('stop', 'pve', values)[0]?.request.body, { vms: '100,102', timeout: 30, 'force-stop': false })
  assert.deepEqual(bulkCalls('start', 'pve', values)[0]?.request.body, { vms: '100,102', force: true })
  assert.deepEqual(bulkCalls('stop', 'pve', { ...values, vmids: [] }), [])
})

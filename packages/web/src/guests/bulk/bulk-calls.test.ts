import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Guest } from '../../live/guest.ts'
import { defaultOptions } from './bulk-action.ts'
import { guestCall, inverseCall, parentCall } from './bulk-calls.ts'

const vm = { vmid: 100, kind: 'qemu', node: 'pve', status: 'running', tags: ['prod'], pool: 'lab' } as unknown as Guest
const ct = { ...vm, vmid: 101, kind: 'lxc', pool: '' } as Guest

test('starting many is one call', () => {
  assert.deepEqual(parentCall('start', [vm, ct], { ...defaultOptions, concurrency: 2 })?.request, {
    method: 'POST',
    path: '/cluster/bulk-action/guest/start',
    body: { vms: [100, 101], 'max-workers': 2 },
  })
})

test('a snapshot is a call for each guest, with the memory of those that run alone', () => {
  const options = { ...defaultOptions, snapshotName: 'before', withMemory: true }
  assert.equal(parentCall('snapshot', [vm], options), undefined)
  assert.deepEqual(guestCall('snapshot', vm, options).request.body, { snapname: 'before', vmstate: true })
  assert.deepEqual(guestCall('snapshot', { ...vm, status: 'stopped' }, options).request.body, { snapname: 'before' })
  assert.deepEqual(guestCall('snapshot', ct, options).request, {
    method: 'POST',
    path: '/nodes/pve/lxc/101/snapshot',
    body: { snapname: 'before' },
  })
})

test('migrating many is one call; for a guest alone it is as its state allows', () => {
  const options = { ...defaultOptions, target: 'b' }
  assert.deepEqual(parentCall('migrate', [vm, ct], { ...options, concurrency: 1 })?.request, {
    method: 'POST',
    path: '/cluster/bulk-action/guest/migrate',
    body: { vms: [100, 101], 'max-workers': 1, target: 'b', online: true, 'with-local-disks': true },
  })
  assert.deepEqual(guestCall('migrate', vm, options).request, {
    method: 'POST',
    path: '/nodes/pve/qemu/100/migrate',
    body: { target: 'b', online: true, 'with-local-disks': true },
  })
  const stopped: Guest = { ...vm, status: 'stopped' }
  assert.deepEqual(guestCall('migrate', stopped, { ...options, withLocalDisks: false }).request.body, { target: 'b' })
  assert.deepEqual(guestCall('migrate', ct, options).request.body, { target: 'b', restart: true })
})

test('tags are written whole, and can be written back', () => {
  const call = guestCall('tags', vm, { ...defaultOptions, addTags: ['web'], removeTags: ['prod'] })
  assert.deepEqual(call.request, { method: 'PUT', path: '/nodes/pve/qemu/100/config', body: { tags: 'web' } })
  assert.deepEqual(inverseCall('tags', vm, defaultOptions)?.request.body, { tags: 'prod' })
})

test('a guest goes into a pool, or out of its own', () => {
  assert.deepEqual(guestCall('pool', ct, { ...defaultOptions, pool: 'lab' }).request.body, {
    poolid: 'lab',
    vms: '101',
    'allow-move': true,
  })
  assert.deepEqual(guestCall('pool', vm, defaultOptions).request.body, { poolid: 'lab', vms: '100', delete: true })
  const into = { ...defaultOptions, pool: 'lab' }
  assert.deepEqual(inverseCall('pool', ct, into)?.request.body, { poolid: 'lab', vms: '101', delete: true })
  assert.deepEqual(inverseCall('pool', vm, defaultOptions)?.request.body, { poolid: 'lab', vms: '100', 'allow-move': true })
})

test('what is deleted also leaves its jobs', () => {
  assert.deepEqual(guestCall('delete', vm, defaultOptions).request, {
    method: 'DELETE',
    path: '/nodes/pve/qemu/100',
    body: { purge: true },
  })
})

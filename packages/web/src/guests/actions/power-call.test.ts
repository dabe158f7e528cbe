import assert from 'node:assert/strict'
import { test } from 'node:test'
import { powerCall } from './power-call.ts'

const vm = { node: 'pve', vmid: 100, kind: 'qemu', lock: '' } as const

test('hibernating is suspending to disk', () => {
  assert.deepEqual(powerCall(vm, 'hibernate').request, {
    method: 'POST',
    path: '/nodes/pve/qemu/100/status/suspend',
    body: { todisk: true },
  })
})

test('a hibernated VM resumes by its start, a paused one by resume', () => {
  assert.match(powerCall({ ...vm, lock: 'suspended' }, 'resume').request.path, /status\/start$/)
  assert.match(powerCall(vm, 'resume').request.path, /status\/resume$/)
})

test('a stop overrules a shutdown only when there is one', () => {
  assert.deepEqual(powerCall({ ...vm, kind: 'lxc' }, 'stop', true).request, {
    method: 'POST',
    path: '/nodes/pve/lxc/100/status/stop',
    body: { 'overrule-shutdown': true },
  })
  assert.deepEqual(powerCall(vm, 'stop').request.body, {})
})

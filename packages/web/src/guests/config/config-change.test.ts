import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Guest } from '../../live/guest.ts'
import { configCall, inverseOf } from './config-change.ts'

const vm = { kind: 'qemu', node: 'pve', vmid: 100 } as Guest
const container = { kind: 'lxc', node: 'pve', vmid: 101 } as Guest

test('one call sets and deletes, and only for the file it was read from', () => {
  const call = configCall(vm, { set: { cores: 4 }, delete: ['vcpus', 'affinity'], digest: 'ab' })
  assert.equal(call?.request.method, 'PUT')
  assert.deepEqual(call?.request.body, { cores: 4, delete: 'vcpus,affinity', digest: 'ab' })
})

test('what makes volumes is a task for VMs; containers are waited for', () => {
  assert.equal(configCall(vm, { set: { scsi1: 'local:4' }, asTask: true })?.request.method, 'POST')
  assert.equal(configCall(container, { set: { mp0: 'local:4,mp=/data' }, asTask: true })?.request.path, '/nodes/pve/lxc/101/config')
})

test('nothing to change is no call', () => {
  assert.equal(configCall(vm, { digest: 'ab' }), undefined)
})

test('a change is taken back by the values before it', () => {
  const before = new Map([
    ['cores', '2'],
    ['vcpus', '1'],
  ])
  assert.deepEqual(inverseOf({ set: { cores: 4, numa: true }, delete: ['vcpus'] }, before), {
    set: { cores: '2', vcpus: '1' },
    delete: ['numa'],
  })
})

test('what replaces a secret cannot be taken back', () => {
  assert.equal(inverseOf({ set: { cipassword: 'new' } }, new Map([['cipassword', '**********']])), undefined)
})

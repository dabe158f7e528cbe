import { qemuConfigKeys } from '@quorate/contract/qemu/config-keys'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatMembers, membersOf, parseMembers } from './property-string.ts'

const net = qemuConfigKeys['net[n]']

test('a property string becomes its members and the same text again', () => {
  const members = parseMembers(net, 'virtio=BC:24:11:00:00:01,bridge=vmbr0,firewall=1')
  assert.deepEqual(members, { model: 'virtio', macaddr: 'BC:24:11:00:00:01', bridge: 'vmbr0', firewall: true })
  assert.equal(formatMembers(net, { ...members, tag: 5 }), 'virtio=BC:24:11:00:00:01,bridge=vmbr0,firewall=1,tag=5')
})

test('members that the schema does not know survive an edit', () => {
  const members = parseMembers(net, 'virtio=BC:24:11:00:00:01,colour=blue,bridge=vmbr0')
  assert.equal(formatMembers(net, { ...members, bridge: 'vmbr1' }), 'virtio=BC:24:11:00:00:01,bridge=vmbr1,colour=blue')
})

test('what was left out or emptied is not written', () => {
  assert.equal(formatMembers(net, { model: 'virtio', bridge: '', tag: undefined }), 'virtio')
  assert.deepEqual(parseMembers(net, undefined), {})
})

test('a text that is refused is still shown by its members', () => {
  assert.deepEqual(parseMembers(net, 'model=virtio,tag=99999'), { model: 'virtio', tag: '99999' })
})

test('aliases are no fields', () => {
  assert.ok(!('e1000' in membersOf(net)))
  assert.ok('macaddr' in membersOf(net))
})

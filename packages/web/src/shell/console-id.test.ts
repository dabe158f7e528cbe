import assert from 'node:assert/strict'
import { test } from 'node:test'
import { consoleIdOfOldLink, consoleOfId } from './console-id.ts'

test('an id says what it opens', () => {
  assert.deepEqual(consoleOfId('vnc/100'), { id: 'vnc/100', kind: 'vnc', node: '', vmid: 100, title: '100' })
  assert.deepEqual(consoleOfId('serial/100/serial1'), {
    id: 'serial/100/serial1',
    kind: 'serial',
    node: '',
    vmid: 100,
    serial: 'serial1',
    title: '100',
  })
  assert.deepEqual(consoleOfId('shell/pve'), { id: 'shell/pve', kind: 'shell', node: 'pve', title: 'pve' })
})

test('what is no id opens nothing', () => {
  for (const id of ['', 'vnc', 'vnc/', 'vnc/abc', 'vnc/1/2/3', 'serial/100/serial9', 'spice/100', 'toString/100'])
    assert.equal(consoleOfId(id), undefined, id)
})

test('bookmarks of old addresses find their console', () => {
  const of = (text: string) => consoleIdOfOldLink(new URLSearchParams(text))
  assert.equal(of('console=kvm&novnc=1&vmid=100&vmname=web&node=pve&resize=off'), 'vnc/100')
  assert.equal(of('console=kvm&xtermjs=1&vmid=100&node=pve'), 'serial/100/serial0')
  assert.equal(of('console=lxc&xtermjs=1&vmid=101&node=pve'), 'terminal/101')
  assert.equal(of('console=lxc&novnc=1&vmid=101&node=pve'), 'vnc/101')
  assert.equal(of('console=shell&xtermjs=1&node=pve&vmid=0'), 'shell/pve')
  for (const other of ['', 'console=shell', 'console=kvm&novnc=1', 'console=toString&node=pve', 'console=other&vmid=100'])
    assert.equal(of(other), undefined, other)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Guest } from '../live/guest.ts'
import { consolesOf } from './guest-consoles.ts'

const guest = (kind: Guest['kind']) => ({ vmid: 100, node: 'pve', kind, name: 'web' }) as Guest
const ids = (kind: Guest['kind'], config: Record<string, string>) => consolesOf(guest(kind), config).consoles.map(one => one.id)

test('a VM has a screen, and a terminal for each serial port with a socket', () => {
  assert.deepEqual(ids('qemu', {}), ['vnc/100'])
  assert.deepEqual(ids('qemu', { serial0: 'socket', serial1: '/dev/ttyS1', vga: 'virtio,memory=64' }), ['vnc/100', 'serial/100/serial0'])
})

test('a VM whose display is a serial port has no other; one with none may have nothing', () => {
  assert.deepEqual(ids('qemu', { serial0: 'socket', serial1: 'socket', vga: 'serial1' }), ['serial/100/serial1', 'serial/100/serial0'])
  assert.deepEqual(ids('qemu', { vga: 'type=none' }), [])
})

test('a container has its terminal first, and the same by VNC', () => {
  assert.deepEqual(ids('lxc', {}), ['terminal/100', 'vnc/100'])
})

test('SPICE needs a display of its own', () => {
  assert.equal(consolesOf(guest('qemu'), { vga: 'qxl2,memory=32' }).spice, true)
  assert.equal(consolesOf(guest('qemu'), { vga: 'memory=32' }).spice, false)
})

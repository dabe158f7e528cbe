import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultConsole } from './default-console.ts'

test('a VM is looked at by its picture', () => {
  assert.equal(defaultConsole({}), 'vnc')
  assert.equal(defaultConsole({ vga: 'virtio,memory=64', serial0: 'socket' }), 'vnc')
})

test('a VM whose display is a serial line is looked at by that line', () => {
  assert.equal(defaultConsole({ vga: 'serial1', serial0: 'socket', serial1: 'socket' }), 'serial1')
  assert.equal(defaultConsole({ vga: 'type=serial0' }), 'serial0')
})

test('a VM without a display is looked at by its first serial line', () => {
  assert.equal(defaultConsole({ vga: 'none', serial1: 'socket', serial0: 'socket' }), 'serial0')
  assert.equal(defaultConsole({ vga: 'none' }), 'vnc')
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { choiceOf, nameOf, unitOf } from './label.ts'

test('a key with a number has the name of its kind', () => {
  assert.equal(nameOf('net12'), 'Network device')
  assert.equal(nameOf('smbios1'), 'SMBIOS')
})

test('a member may have another name below a certain key', () => {
  assert.equal(nameOf('vga', 'memory'), 'Graphics memory')
  assert.equal(nameOf('memory'), 'Memory')
})

test('what has no name reads as itself', () => {
  assert.equal(nameOf('unheard'), 'unheard')
  assert.equal(choiceOf('unheard', undefined, 'x'), 'x')
  assert.equal(unitOf('cores'), undefined)
})

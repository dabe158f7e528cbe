import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keyNames, nothingHeld } from './key-name.ts'
import { heldCharacter, terminalKey } from './terminal-keys.ts'

test('keys send what an xterm sends', () => {
  assert.equal(terminalKey('ArrowUp', nothingHeld, false), '\u001b[A')
  assert.equal(terminalKey('ArrowUp', nothingHeld, true), '\u001bOA')
  assert.equal(terminalKey('ArrowLeft', { ctrl: true, alt: false }, true), '\u001b[1;5D')
  assert.equal(terminalKey('F1', nothingHeld, false), '\u001bOP')
  assert.equal(terminalKey('F5', nothingHeld, false), '\u001b[15~')
  assert.equal(terminalKey('F12', { ctrl: true, alt: true }, false), '\u001b[24;7~')
  assert.equal(terminalKey('Tab', { ctrl: false, alt: true }, false), '\u001b\t')
})

test('no two keys send the same', () => {
  assert.equal(new Set(keyNames.map(key => terminalKey(key, nothingHeld, false))).size, keyNames.length)
})

test('Ctrl and Alt change the first character that is typed, and no other', () => {
  assert.equal(heldCharacter('c', { ctrl: true, alt: false }), '\u0003')
  assert.equal(heldCharacter('[', { ctrl: true, alt: false }), '\u001b')
  assert.equal(heldCharacter(' ', { ctrl: true, alt: false }), '\0')
  assert.equal(heldCharacter('x', { ctrl: false, alt: true }), '\u001bx')
  assert.equal(heldCharacter('cd', { ctrl: true, alt: false }), '\u0003d')
  assert.equal(heldCharacter('5', { ctrl: true, alt: false }), '5')
  assert.equal(heldCharacter('ab', nothingHeld), 'ab')
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { passwordStrength } from './password-strength.ts'

test('a password below the least length is short, whatever is in it', () => {
  assert.equal(passwordStrength('aB3$xyZ'), 'short')
})

test('known words, the own name and rows of neighbours count for little', () => {
  assert.equal(passwordStrength('password1'), 'weak')
  assert.equal(passwordStrength('abcdefghijkl'), 'weak')
  assert.equal(passwordStrength('aaaaaaaaaaaaaaaa'), 'weak')
  assert.equal(passwordStrength('josephine1', ['josephine']), 'weak')
})

test('length and variety make a password strong', () => {
  assert.equal(passwordStrength('k7Rw#pX2m'), 'good')
  assert.equal(passwordStrength('horse battery staple moon'), 'strong')
})

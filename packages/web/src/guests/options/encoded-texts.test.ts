import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeBase64, decodeEnvironment, decodeKeys, encodeBase64, encodeEnvironment, encodeKeys } from './encoded-texts.ts'

test('SSH keys are written so that the config holds them in one line', () => {
  const keys = "ssh-ed25519 AAAA+b/c= o'hara@host\nssh-rsa BBBB x"
  assert.doesNotMatch(encodeKeys(keys), /[\n' +]/)
  assert.equal(decodeKeys(encodeKeys(keys)), keys)
  assert.equal(decodeKeys('%zz'), '%zz')
})

test('an environment has a line for each variable', () => {
  assert.equal(encodeEnvironment('A=1\n\nB=two words\n'), 'A=1\0B=two words')
  assert.equal(decodeEnvironment('A=1\0B=2'), 'A=1\nB=2')
})

test('texts of the system information may hold any letter', () => {
  assert.equal(decodeBase64(encodeBase64('Größe, 1')), 'Größe, 1')
  assert.equal(decodeBase64('no base64!'), 'no base64!')
})

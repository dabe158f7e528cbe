import assert from 'node:assert/strict'
import { test } from 'node:test'
import { optional, string } from '@quorate/schema'
import { secret } from '@quorate/contract'
import { askSecrets } from './secrets.ts'
import { FakeTerminal } from './testing/fake-terminal.ts'

const command = { parameters: { password: secret(string()), token: secret(optional(string())) } }

test('a password that is needed is asked for twice', async () => {
  const terminal = new FakeTerminal({ typed: ['abc', 'abc'] })
  const given = {}
  await askSecrets('pveum passwd', command, given, [], terminal)
  assert.deepEqual(given, { password: 'abc' })
  assert.deepEqual(terminal.prompts, ['Enter new password: ', 'Retype new password: '])
})

test('two different answers are refused', async () => {
  await assert.rejects(askSecrets('pveum passwd', command, {}, [], new FakeTerminal({ typed: ['abc', 'abd'] })), /do not match/)
})

test('a password that exists already is asked for once', async () => {
  const given = {}
  await askSecrets('pveum ticket', command, given, [], new FakeTerminal({ typed: ['abc'] }))
  assert.deepEqual(given, { password: 'abc' })
})

test('what was given is not asked for, and what was named without a value is', async () => {
  const given = { password: 'abc' }
  await askSecrets('pvesm add', command, given, ['token'], new FakeTerminal({ typed: ['t', 't'] }))
  assert.deepEqual(given, { password: 'abc', token: 't' })
})

test('where nothing can be asked the option is named', async () => {
  await assert.rejects(askSecrets('pveum ticket', command, {}, [], new FakeTerminal()), /give --password/)
})

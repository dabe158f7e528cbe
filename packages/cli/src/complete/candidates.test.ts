import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Command } from '../command.ts'
import { expectedAfter } from './candidates.ts'

const command = (words: string, more: Partial<Command> = {}): Command => ({
  words: words.split(' '),
  aliases: [],
  positionals: [],
  description: '',
  parameters: {},
  fixed: {},
  formats: false,
  ...more,
})
const vmid = { name: 'vmid', optional: false }
const commands = [
  command('start', {
    positionals: [vmid],
    parameters: {
      vmid: { type: 'integer' },
      skiplock: { type: 'boolean' },
      timeout: { type: 'integer' },
      type: { type: 'string', enum: ['a', 'b'] },
    },
  }),
  command('disk move', { aliases: [['move-disk']], positionals: [vmid], parameters: { vmid: { type: 'integer' } } }),
  command('disk resize'),
]

test('first come the commands, then the words below', () => {
  assert.deepEqual(expectedAfter(commands, [], '').words, ['start', 'disk', 'move-disk', 'help'])
  assert.deepEqual(expectedAfter(commands, ['disk'], '').words, ['move', 'resize'])
  assert.deepEqual(expectedAfter(commands, ['help', 'disk'], '').words, ['move', 'resize'])
})

test('an argument asks for values of its parameter, by an alias too', () => {
  assert.equal(expectedAfter(commands, ['start'], '').parameter, 'vmid')
  assert.equal(expectedAfter(commands, ['move-disk'], '').parameter, 'vmid')
})

test('options are offered where one begins or nothing else is left', () => {
  assert.deepEqual(expectedAfter(commands, ['start'], '--t').words, ['--skiplock', '--timeout', '--type', '--help'])
  assert.deepEqual(expectedAfter(commands, ['start', '100', '--skiplock'], '').words[0], '--skiplock')
})

test('an option that takes a value gets its choices', () => {
  assert.deepEqual(expectedAfter(commands, ['start', '--type'], '').words, ['a', 'b'])
  assert.equal(expectedAfter(commands, ['start', '--timeout', '5'], '').parameter, 'vmid')
})

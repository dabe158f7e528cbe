import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endpoint } from '@quorate/contract'
import { integer, optional, string } from '@quorate/schema'
import { special } from '@quorate/contract/cli/special-command'
import { completeWords, findCommand, parseUsage } from '../command.ts'
import { commandsOf } from './commands-of.ts'

const start = endpoint({
  method: 'POST',
  path: '/nodes/{node}/qemu/{vmid}/status/start',
  description: 'Start a virtual machine.',
  cli: 'qm start <vmid>',
  parameters: { node: string(), vmid: integer() },
})
const move = endpoint({
  method: 'POST',
  path: '/nodes/{node}/qemu/{vmid}/move_disk',
  description: 'Move a disk.',
  cli: { usage: 'qm disk move <vmid> <disk> [<storage>]', aliases: ['qm move-disk', 'qm move_disk'] },
  parameters: { node: string(), vmid: integer(), disk: string(), storage: optional(string()) },
})

test('a usage gives the words of the command and its positional parameters', () => {
  assert.deepEqual(parseUsage('qm disk move <vmid> <disk> [<storage>]'), {
    words: ['disk', 'move'],
    positionals: [
      { name: 'vmid', optional: false },
      { name: 'disk', optional: false },
      { name: 'storage', optional: true },
    ],
  })
})

test('commands of another tool are left out', () => {
  assert.equal(commandsOf('pct', [start, move]).length, 0)
  assert.equal(commandsOf('qm', [start, move]).length, 2)
})

test('a command is found by its words and by each of its aliases', () => {
  const commands = commandsOf('qm', [start, move])
  for (const argv of [
    ['disk', 'move', '100', 'scsi0'],
    ['move-disk', '100', 'scsi0'],
    ['move_disk', '100', 'scsi0'],
  ]) {
    const found = findCommand(commands, argv)
    assert.equal(found?.command.api?.path, move.path)
    assert.deepEqual(found.rest, ['100', 'scsi0'])
  }
  assert.equal(findCommand(commands, ['disk']), undefined)
})

test('an argument in braces takes all words that are left', () => {
  assert.deepEqual(parseUsage('pvenode acme account register [<name>] {<contact>}').positionals, [
    { name: 'name', optional: true },
    { name: 'contact', optional: true, repeated: true },
  ])
})

test('a command that is no API call stands beside those that are', () => {
  const commands = commandsOf('qm', [start], [special('qm guest exec <vmid> [<extra-args>]', 'Run a program.')])
  assert.deepEqual(
    commands.map(command => [command.words.join(' '), command.api !== undefined]),
    [
      ['guest exec', false],
      ['start', true],
    ],
  )
  assert.equal(commands[0]?.parameters['extra-args']?.type, 'array')
})

test('only the commands that have them take options of format', () => {
  const list = endpoint({
    method: 'GET',
    path: '/access/users',
    description: 'List users.',
    cli: [{ usage: 'pveum user list' }, { usage: 'pveum user others' }],
    parameters: {},
  })
  assert.deepEqual(
    commandsOf('pveum', [list]).map(command => command.formats),
    [true, false],
  )
})

test('beginnings of words that only one command has are written out, others stay', () => {
  const commands = ['start', 'status', 'stop', 'config', 'cloudinit dump', 'disk move'].map(name => ({
    words: name.split(' '),
    aliases: [],
  }))
  const written = (line: string) => completeWords(commands, line.split(' ')).join(' ')
  assert.equal(written('conf 100'), 'config 100')
  assert.equal(written('stat 100 --verb'), 'status 100 --verb')
  assert.equal(written('cl d 100 user'), 'cloudinit dump 100 user')
  assert.equal(written('sta 100'), 'sta 100')
  assert.equal(written('disk mov 100'), 'disk move 100')
  assert.equal(written('frob 100'), 'frob 100')
})

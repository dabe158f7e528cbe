import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endpoint } from '@quorate/contract'
import { integer, optional, string } from '@quorate/schema'
import { commandsOf, findCommand, parseUsage } from './command.ts'

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
    assert.equal(found?.command.spec, move)
    assert.deepEqual(found.rest, ['100', 'scsi0'])
  }
  assert.equal(findCommand(commands, ['disk']), undefined)
})

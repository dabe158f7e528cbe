import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { allEndpoints } from '@quorate/contract'
import { specialCommands } from '@quorate/contract/cli/special-commands'
import type { Command } from '../command.ts'
import { commandHelp } from '../help/command-help.ts'
import { usageLine } from '../help/usage-line.ts'
import { specialRuns } from '../special/registry.ts'
import { commandsOf } from './commands-of.ts'
import { tableText } from './command-table.ts'
import { formattedCommands } from './format-options.ts'

const specs = await allEndpoints()
const tools = ['qm', 'pct', 'pvesh', 'pvesm', 'pveam', 'pveum', 'pvenode', 'pvecm']
const all = tools.flatMap(tool => commandsOf(tool, specs, specialCommands).map(command => ({ tool, command })))

test('a command from the table has the usage of the declared one', () => {
  for (const tool of tools) {
    const declared = commandsOf(tool, specs, specialCommands)
    const table = JSON.parse(tableText(declared)) as Command[]
    assert.deepEqual(
      table.map(command => usageLine(tool, command)),
      declared.map(command => usageLine(tool, command)),
    )
  }
})

test('every command can be explained, shortly and at length', () => {
  for (const { tool, command } of all) {
    for (const verbose of [false, true])
      assert.ok(commandHelp(tool, command, verbose).startsWith(`USAGE: ${tool} ${command.words.join(' ')}`))
  }
})

test('every special command that is built is a described one', () => {
  const described = new Set(all.filter(({ command }) => !command.api).map(({ tool, command }) => [tool, ...command.words].join(' ')))
  assert.deepEqual(
    Object.keys(specialRuns).filter(name => !described.has(name)),
    [],
  )
})

test('every special command that is built can be loaded', async () => {
  for (const load of Object.values(specialRuns)) assert.equal(typeof (await load()), 'function')
})

const reference = `${process.env.QUORATE_REFERENCE ?? '/work/shared'}/cli/commands.jsonl`

test(
  'the commands with options of format are the published ones',
  { skip: !existsSync(reference) && 'the published list is not here' },
  () => {
    const published = readFileSync(reference, 'utf8')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as { tool: string; command: string; usage: string })
      .filter(({ usage }) => usage.includes('[FORMAT_OPTIONS]'))
    assert.deepEqual([...formattedCommands].toSorted(), published.map(({ tool, command }) => `${tool} ${command}`).toSorted())
  },
)

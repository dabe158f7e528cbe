import assert from 'node:assert/strict'
import { specialCommands } from '@quorate/contract/cli/special-commands'
import { findCommand } from '../command.ts'
import { commandsOf } from '../commands/commands-of.ts'
import { readFor } from '../run-command.ts'
import { specialRun } from '../special/registry.ts'
import type { FakeConnection } from './fake-connection.ts'
import { FakeTerminal } from './fake-terminal.ts'

/** Runs a command that is no single API call: `qm wait 100`. */
export async function runSpecial(
  line: string,
  connection: FakeConnection,
  terminal = new FakeTerminal(),
): Promise<{ code: number; terminal: FakeTerminal }> {
  const [tool = '', ...argv] = line.split(' ')
  const found = findCommand(commandsOf(tool, [], specialCommands), argv)
  assert.ok(found, line)
  const { command, rest } = found
  const name = [tool, ...command.words].join(' ')
  const special = await specialRun(name)
  assert.ok(special, name)
  const call = { name, command, argv: rest, connection, terminal, methods: async () => [], read: () => readFor(command, rest) }
  return { code: await special(call), terminal }
}

import type { Command } from '../command.ts'
import { usageLine } from './usage-line.ts'

/** All commands of a tool, a line each; `verbose` says what they do. */
export function toolHelp(tool: string, commands: readonly Command[], verbose = false): string {
  const lines = commands.map(command => ({ usage: usageLine(tool, command), text: command.description }))
  lines.push({ usage: `${tool} help [<command>] [--verbose]`, text: 'Show this list, or everything about one command.' })
  const body = lines
    .toSorted((a, b) => (a.usage < b.usage ? -1 : 1))
    .map(({ usage, text }) => `       ${usage}\n${verbose ? `           ${text}\n` : ''}`)
  return `USAGE: ${tool} <COMMAND> [ARGS] [OPTIONS]\n\n${body.join('')}`
}

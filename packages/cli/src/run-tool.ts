import { Failure, failureText } from '@quorate/schema/failure'
import type { ApiMethod } from './api-method.ts'
import { completeWords, findCommand, type Command } from './command.ts'
import type { Connection } from './connection.ts'
import { UsageFailure } from './read-arguments.ts'
import { readFor, runCommand } from './run-command.ts'
import type { SpecialRun } from './special/special-run.ts'
import type { Terminal } from './terminal.ts'

export interface Tool {
  readonly name: string
  /** Its commands without their texts, at once; undefined when they were not generated. */
  table(): readonly Command[] | undefined
  /** Its commands from the declarations. */
  declared(): Promise<readonly Command[]>
  /** All methods of the API; `whole`: from the declarations, with their texts. */
  methods(whole: boolean): Promise<readonly ApiMethod[]>
  /** How a command that is no single API call runs; undefined: it is not built. */
  special(name: string): Promise<SpecialRun> | undefined
}

/** Runs one command line and answers the exit code: 0, 255 for what was not understood, 1 for a failed task, 2 for a refusal. */
export async function runTool(tool: Tool, argv: readonly string[], connection: Connection, terminal: Terminal): Promise<number> {
  let usage: string | undefined
  try {
    if (argv.length === 0 || ['help', '--help', '-h', '-?'].includes(argv[0] ?? '')) return await help(tool, argv, terminal)
    const known = findCommand(tool.table() ?? [], argv)
    if (known) {
      try {
        return await run(tool, known.command, known.rest, connection, terminal)
      } catch (error) {
        // The declarations may be newer than the generated table; whatever comes of them is the answer.
        if (!(error instanceof UsageFailure && error.unknownOption)) throw error
      }
    }
    const declared = await tool.declared()
    const found = findCommand(declared, argv) ?? findCommand(declared, completeWords(declared, argv))
    if (!found) return await unknown(tool, argv, terminal)
    usage = (await import('./help/usage-line.ts')).usageLine(tool.name, found.command)
    return await run(tool, found.command, found.rest, connection, terminal)
  } catch (error) {
    if (error instanceof Failure && error.status === 400) usage ??= await usageOf(tool, argv)
    return explain(error, usage, terminal)
  }
}

async function run(tool: Tool, command: Command, argv: readonly string[], connection: Connection, terminal: Terminal): Promise<number> {
  const { api } = command
  const name = [tool.name, ...command.words].join(' ')
  if (asksForHelp(argv, command))
    return await help(tool, ['help', ...command.words, ...argv.filter(word => word === '--verbose')], terminal)
  if (api) return await runCommand(tool.name, { ...command, api }, argv, connection, terminal)
  const special = await tool.special(name)
  if (!special) throw new Failure(`'${name}' is not built yet (docs/not-built-yet.md lists what is missing)`, { status: 501 })
  return await special({
    name,
    command,
    argv,
    connection,
    terminal,
    methods: whole => tool.methods(whole),
    read: () => readFor(command, argv),
  })
}

/** `--help` among the options; behind what is passed on to another program it is not ours. */
function asksForHelp(argv: readonly string[], command: Command): boolean {
  const at = argv.findIndex(word => word === '--help' || word === '-h' || word === '-?')
  if (at === -1) return false
  const passesOn = command.positionals.at(-1)?.name === 'extra-args'
  return !passesOn || at < command.positionals.length
}

async function help(tool: Tool, argv: readonly string[], terminal: Terminal): Promise<number> {
  const commands = await tool.declared()
  const verbose = argv.some(word => /^(?:--?verbose|-v)$/.test(word))
  const words = argv.slice(1).filter(word => !word.startsWith('-'))
  const found = findCommand(commands, words)
  if (found) {
    const { commandHelp } = await import('./help/command-help.ts')
    terminal.out(commandHelp(tool.name, found.command, verbose))
    return 0
  }
  const { toolHelp } = await import('./help/tool-help.ts')
  const below = commands.filter(command => words.every((word, at) => command.words[at] === word))
  if (below.length === 0) return await unknown(tool, words, terminal)
  const shown = toolHelp(tool.name, below, verbose)
  if (argv.length > 0) terminal.out(shown)
  else terminal.error(`ERROR: no command specified\n${shown}`)
  return argv.length > 0 ? 0 : 255
}

async function unknown(tool: Tool, argv: readonly string[], terminal: Terminal): Promise<number> {
  const commands = await tool.declared()
  const { toolHelp } = await import('./help/tool-help.ts')
  const below = commands.filter(command => command.words[0] === argv[0])
  terminal.error(`ERROR: unknown command '${[tool.name, ...argv.slice(0, below.length ? 2 : 1)].join(' ')}'\n`)
  terminal.error(toolHelp(tool.name, below.length ? below : commands))
  return 255
}

async function usageOf(tool: Tool, argv: readonly string[]): Promise<string | undefined> {
  const found = findCommand(await tool.declared(), argv)
  return found && (await import('./help/usage-line.ts')).usageLine(tool.name, found.command)
}

function explain(error: unknown, usage: string | undefined, terminal: Terminal): number {
  if (!(error instanceof Failure) || error.status !== 400) {
    terminal.error(`${failureText(error)}\n`)
    return error instanceof Failure && error.status === 501 ? 1 : 2
  }
  if (error instanceof UsageFailure && error.unknownOption) terminal.error(`${error.message}\n400 unable to parse option\n`)
  else terminal.error(`400 ${failureText(error)}\n`)
  for (const [name, text] of Object.entries(error.errors ?? {})) terminal.error(`${name}: ${text}\n`)
  if (usage) terminal.error(`${usage}\n`)
  return 255
}

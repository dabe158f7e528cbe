import type { EndpointSpec } from '@quorate/contract'
import { Failure, failureText } from '@quorate/schema'
import { commandsOf, findCommand, type Command } from './command.ts'
import type { Connection } from './connection.ts'
import { followTask } from './follow-task.ts'
import { commandHelp, toolHelp, usageLine } from './help.ts'
import { readArguments, type ReadArguments } from './read-arguments.ts'
import { renderData } from './render/render-data.ts'
import type { Terminal } from './terminal.ts'
import { views } from './views.ts'

/** A command that is more than one API call: a terminal, a monitor, the API shell. */
export interface SpecialCommand {
  readonly words: readonly string[]
  readonly usage: string
  readonly description: string
  run(argv: readonly string[], connection: Connection, terminal: Terminal): Promise<number>
}

export interface Tool {
  readonly name: string
  /** Declarations of the area that the tool's commands come from. */
  specs(): Promise<Iterable<EndpointSpec>>
  readonly special: readonly SpecialCommand[]
}

/** Runs one command line and answers the exit code. */
export async function runTool(tool: Tool, argv: readonly string[], connection: Connection, terminal: Terminal): Promise<number> {
  const special = findCommand(
    tool.special.map(one => ({ ...one, aliases: [] })),
    argv,
  )
  try {
    if (special && !special.rest.includes('--help')) return await special.command.run(special.rest, connection, terminal)
    const commands = commandsOf(tool.name, await tool.specs())
    if (argv.length === 0 || argv[0] === 'help' || argv[0] === '--help') return showHelp(tool, commands, argv.slice(1), terminal)
    const found = findCommand(commands, argv)
    if (!found) {
      const wider = commands.filter(command => command.words[0] === argv[0])
      terminal.error(
        wider.length
          ? `ERROR: ${tool.name} ${argv[0]}: one of ${wider.map(one => one.words.slice(1).join(' ')).join(', ')}\n`
          : `ERROR: unknown command '${tool.name} ${argv[0]}'\n`,
      )
      terminal.error(`Try '${tool.name} help'.\n`)
      return 255
    }
    return await runCommand(tool.name, found.command, found.rest, connection, terminal)
  } catch (error) {
    return explain(error, terminal)
  }
}

function explain(error: unknown, terminal: Terminal): number {
  if (error instanceof Failure && error.errors) {
    terminal.error(`${error.message.trim()}\n`)
    for (const [name, text] of Object.entries(error.errors)) terminal.error(`${name}: ${text}\n`)
    return 255
  }
  terminal.error(`${failureText(error)}\n`)
  return error instanceof Failure && error.status === 400 ? 255 : 2
}

function showHelp(tool: Tool, commands: readonly Command[], words: readonly string[], terminal: Terminal): number {
  const found = findCommand(commands, words)
  if (found) terminal.out(commandHelp(tool.name, found.command))
  else terminal.out(toolHelp(tool.name, commands, tool.special))
  return 0
}

async function runCommand(
  tool: string,
  command: Command,
  argv: readonly string[],
  connection: Connection,
  terminal: Terminal,
): Promise<number> {
  const { spec } = command
  let read: ReadArguments
  try {
    read = readArguments(argv, spec.parameters, command.positionals)
  } catch (error) {
    if (error instanceof Failure) terminal.error(`400 ${error.message}\nUSAGE: ${usageLine(tool, command)}\n`)
    else throw error
    return 255
  }
  if (read.help) {
    terminal.out(commandHelp(tool, command))
    return 0
  }
  const given: Record<string, unknown> = { ...read.parameters, ...command.fixed }
  if ('node' in spec.parameters && given.node === undefined) given.node = connection.node
  const missing = command.positionals.filter(one => !one.optional && given[one.name] === undefined)
  if (missing.length > 0) {
    terminal.error(`400 not enough arguments\nUSAGE: ${usageLine(tool, command)}\n`)
    return 255
  }
  await askSecrets(spec, given, terminal)
  const { path, rest } = fillPath(spec.path, given)
  const { data } = await connection.call(spec.method, path, rest)
  const name = `${tool} ${command.words.join(' ')}`
  if (spec.task !== undefined && typeof data === 'string' && data.startsWith('UPID:')) {
    const ended = await followTask(connection, data, terminal)
    if (ended === 'OK' || ended.startsWith('WARNINGS')) return 0
    terminal.error(`${ended}\n`)
    return 1
  }
  const view = read.output.format === 'text' && !read.output.quiet ? views[name] : undefined
  terminal.out(view ? view(data, { ...read.output, verbose: given.verbose === '1' }) : await renderData(data, read.output))
  return 0
}

/** A password that the method needs and that was not given is asked for, so that it stands in no argument list. */
async function askSecrets(spec: EndpointSpec, given: Record<string, unknown>, terminal: Terminal): Promise<void> {
  for (const [name, schema] of Object.entries(spec.parameters)) {
    if (!('secret' in schema) || schema.optional || given[name] !== undefined) continue
    const first = await terminal.askSecret(`Enter ${name}: `)
    if (first === undefined)
      throw new Failure(`${name} is needed: give --${name}, or run on a terminal to be asked for it`, { status: 400 })
    given[name] = first
  }
}

/** Puts path parameters into the path; what is left goes into the query or body. */
export function fillPath(path: string, given: Readonly<Record<string, unknown>>): { path: string; rest: Record<string, unknown> } {
  const rest: Record<string, unknown> = { ...given }
  const filled = path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => {
    const value = rest[name]
    delete rest[name]
    return encodeURIComponent(String(value))
  })
  return { path: filled, rest }
}

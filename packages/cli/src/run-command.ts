import { extraOptions } from './commands/extra-options.ts'
import type { ApiCall, Command } from './command.ts'
import type { Connection } from './connection.ts'
import { readFileValues } from './file-values.ts'
import { nameLocalArchive } from './local-archive.ts'
import { readArguments, UsageFailure, type Given, type ReadArguments } from './read-arguments.ts'
import { makesDisk } from './makes-disk.ts'
import { renderData } from './render/render-data.ts'
import { askSecrets } from './secrets.ts'
import type { Terminal } from './terminal.ts'
import { viewOf } from './views/views.ts'

/** Reads a command's arguments; throws a UsageFailure when one is missing. */
export function readFor(command: Command, argv: readonly string[]): ReadArguments {
  const read = readArguments(argv, command)
  const missing = command.positionals.filter(one => !one.optional && read.parameters[one.name] === undefined)
  if (missing.length > 0 && !read.help) throw new UsageFailure('not enough arguments')
  return read
}

/** Path parameters that were not given: this node, or what the declaration says. */
function fillDefaults({ path }: ApiCall, command: Command, given: Record<string, unknown>, node: string): void {
  for (const [, name = ''] of path.matchAll(/\{([^}]+)\}/g)) {
    if (given[name] !== undefined) continue
    const fallback = name === 'node' || name === 'nodename' ? node : command.parameters[name]?.default
    if (fallback === undefined) throw new UsageFailure(`${name}: property is missing and it is not optional`)
    given[name] = fallback
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

/** A command that is one API call. Answers the exit code. */
export async function runCommand(
  tool: string,
  command: Command & { readonly api: ApiCall },
  argv: readonly string[],
  connection: Connection,
  terminal: Terminal,
): Promise<number> {
  const name = [tool, ...command.words].join(' ')
  const { parameters, ask, output } = readFor(command, argv)
  const { verbose, given } = takeExtra(name, parameters)
  await readFileValues(name, given, terminal)
  await using archive = await nameLocalArchive(name, given, terminal)
  void archive
  await askSecrets(name, command, given, ask, terminal)
  const all: Record<string, unknown> = { ...given, ...command.fixed }
  fillDefaults(command.api, command, all, connection.node)
  const { path, rest } = fillPath(command.api.path, all)
  const asTask = name === 'qm set' && makesDisk(given)
  const { data } = await connection.call(asTask ? 'POST' : command.api.method, path, rest)
  const view = output.format === 'text' && !output.quiet ? await viewOf(tool, name) : undefined
  if (view && asTask) terminal.out(view(data, { ...output, verbose, given, columns: terminal.window?.columns }))
  if ((command.api.task || asTask) && typeof data === 'string' && data.startsWith('UPID:')) {
    const { runTask } = await import('./run-task.ts')
    return await runTask(connection, data, terminal)
  }
  if (view) terminal.out(view(data, { ...output, verbose, given, columns: terminal.window?.columns }))
  else if (command.api.method === 'GET' || command.formats) terminal.out(await renderData(data, output, terminal.window?.columns))
  return 0
}

/** Takes out what only says how the answer is shown. */
function takeExtra(name: string, parameters: Given): { verbose: boolean; given: Given } {
  if (!extraOptions[name]) return { verbose: false, given: { ...parameters } }
  const { verbose = '0', ...given } = parameters
  return { verbose: verbose !== '0', given }
}

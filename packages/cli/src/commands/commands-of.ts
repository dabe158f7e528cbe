import type { CliCommand, EndpointSpec } from '@quorate/contract'
import type { SpecialCommandSpec } from '@quorate/contract/cli/special-command'
import type { Properties, SchemaData } from '@quorate/schema'
import { parseUsage, type Command } from '../command.ts'
import { extraOptions } from './extra-options.ts'
import { formattedCommands } from './format-options.ts'

const asList = (cli: EndpointSpec['cli']): CliCommand[] =>
  cli === undefined ? [] : (Array.isArray(cli) ? cli : [cli]).map(one => (typeof one === 'string' ? { usage: one } : one))

/** What a positional argument of a command that is no API call holds, by its name. */
const argumentSchemas: Readonly<Record<string, SchemaData>> = {
  vmid: { type: 'integer', minimum: 100, maximum: 999999999, description: 'Id of the guest.' },
  'extra-args': { type: 'array', items: { type: 'string' }, description: 'Passed on as they are.' },
}
const plain: SchemaData = { type: 'string' }

function ofSpecial(tool: string, { usage, description, aliases, options }: SpecialCommandSpec): Command {
  const { words, positionals } = parseUsage(usage)
  const parameters: Record<string, SchemaData> = {}
  for (const { name } of positionals) parameters[name] = argumentSchemas[name] ?? plain
  for (const [name, schema] of Object.entries(options)) parameters[name] = { ...schema, optional: true }
  return {
    words,
    aliases: aliases.map(alias => parseUsage(alias).words),
    positionals,
    description,
    parameters,
    fixed: {},
    formats: formattedCommands.has([tool, ...words].join(' ')),
  }
}

function ofEndpoint(tool: string, cli: CliCommand, spec: EndpointSpec): Command {
  const { words, positionals } = parseUsage(cli.usage)
  const name = [tool, ...words].join(' ')
  const extra: Properties = extraOptions[name] ?? {}
  return {
    words,
    aliases: (cli.aliases ?? []).map(alias => parseUsage(alias).words),
    positionals,
    description: spec.description,
    parameters: { ...spec.parameters, ...extra },
    fixed: cli.fixed ?? {},
    formats: formattedCommands.has(name),
    api: { method: spec.method, path: spec.path, task: spec.task !== undefined },
  }
}

/** All commands of a tool: those that are one API call, from the declarations, and the others. */
export function commandsOf(tool: string, specs: Iterable<EndpointSpec>, special: readonly SpecialCommandSpec[] = []): Command[] {
  const own = (usage: string) => usage.startsWith(`${tool} `) || usage === tool
  const commands = special.filter(one => own(one.usage)).map(one => ofSpecial(tool, one))
  for (const spec of specs) {
    for (const cli of asList(spec.cli)) if (own(cli.usage)) commands.push(ofEndpoint(tool, cli, spec))
  }
  return commands.toSorted((a, b) => a.words.join(' ').localeCompare(b.words.join(' ')))
}

import type { CliCommand, EndpointSpec } from '@quorate/contract'

export interface Positional {
  readonly name: string
  readonly optional: boolean
}

/** One command of a tool, derived from the declaration of the method that it calls. */
export interface Command {
  /** `['disk', 'move']` */
  readonly words: readonly string[]
  readonly aliases: readonly (readonly string[])[]
  readonly positionals: readonly Positional[]
  readonly fixed: Readonly<Record<string, string | number | boolean>>
  readonly spec: EndpointSpec
}

/** `qm disk move <vmid> <disk> [<storage>]` → words after the tool, and positional parameters. */
export function parseUsage(usage: string): { words: string[]; positionals: Positional[] } {
  const words: string[] = []
  const positionals: Positional[] = []
  for (const part of usage.split(/\s+/).slice(1)) {
    const named = /^(\[)?<([^<>]+)>\]?$/.exec(part)
    if (named?.[2]) positionals.push({ name: named[2], optional: named[1] !== undefined })
    else if (positionals.length === 0 && /^[a-z][a-z0-9_-]*$/.test(part)) words.push(part)
    else break
  }
  return { words, positionals }
}

const asList = (cli: EndpointSpec['cli']): CliCommand[] =>
  cli === undefined ? [] : (Array.isArray(cli) ? cli : [cli]).map(one => (typeof one === 'string' ? { usage: one } : one))

/** All commands of a tool among the declarations. */
export function commandsOf(tool: string, specs: Iterable<EndpointSpec>): Command[] {
  const commands: Command[] = []
  for (const spec of specs) {
    for (const cli of asList(spec.cli)) {
      if (!cli.usage.startsWith(`${tool} `)) continue
      commands.push({
        ...parseUsage(cli.usage),
        aliases: (cli.aliases ?? []).map(alias => parseUsage(alias).words),
        fixed: cli.fixed ?? {},
        spec,
      })
    }
  }
  return commands.toSorted((a, b) => a.words.join(' ').localeCompare(b.words.join(' ')))
}

/** The command whose words the arguments begin with; the longest wins. */
export function findCommand<C extends Pick<Command, 'words' | 'aliases'>>(
  commands: readonly C[],
  argv: readonly string[],
): { command: C; rest: readonly string[] } | undefined {
  let best: { command: C; rest: readonly string[] } | undefined
  let bestLength = 0
  for (const command of commands) {
    for (const words of [command.words, ...command.aliases]) {
      if (words.length > bestLength && words.every((word, at) => argv[at] === word)) {
        best = { command, rest: argv.slice(words.length) }
        bestLength = words.length
      }
    }
  }
  return best
}

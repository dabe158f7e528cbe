import type { HttpMethod } from '@quorate/contract'
import type { Properties } from '@quorate/schema'

export interface Positional {
  readonly name: string
  readonly optional: boolean
  /** Takes all words that are left. */
  readonly repeated?: true
}

/** The API call that a command is. */
export interface ApiCall {
  readonly method: HttpMethod
  /** `/nodes/{node}/qemu/{vmid}/status/start` */
  readonly path: string
  /** Answers a UPID, whose log is then followed. */
  readonly task: boolean
}

/** One command of a tool. */
export interface Command {
  /** `['disk', 'move']` */
  readonly words: readonly string[]
  readonly aliases: readonly (readonly string[])[]
  readonly positionals: readonly Positional[]
  readonly description: string
  /** Everything that may be given, positional or as an option. */
  readonly parameters: Properties
  /** Values that the command sets itself. */
  readonly fixed: Readonly<Record<string, string | number | boolean>>
  /** Takes `--output-format` and its kin. */
  readonly formats: boolean
  /** Undefined: the command is no single API call. */
  readonly api?: ApiCall
}

/** `qm disk move <vmid> <disk> [<storage>]` → words after the tool, and positional parameters. */
export function parseUsage(usage: string): { words: string[]; positionals: Positional[] } {
  const words: string[] = []
  const positionals: Positional[] = []
  for (const part of usage.split(/\s+/).slice(1)) {
    const [, opening, name] = /^([[{])?<([^<>]+)>[\]}]?$/.exec(part) ?? []
    const all = opening === '{' || name === 'extra-args'
    if (name) positionals.push({ name, optional: opening !== undefined, ...(all ? { repeated: true } : {}) })
    else if (positionals.length === 0 && /^[a-z][a-z0-9_-]*$/.test(part)) words.push(part)
    else break
  }
  return { words, positionals }
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

/** Words of a command line with every beginning that only one command has written out: `conf` is `config`. */
export function completeWords(commands: readonly Pick<Command, 'words' | 'aliases'>[], argv: readonly string[]): readonly string[] {
  const written: string[] = []
  for (const word of argv) {
    const next = new Set(
      commands.flatMap(({ words, aliases }) =>
        [words, ...aliases].filter(all => written.every((one, at) => all[at] === one)).flatMap(all => all[written.length] ?? []),
      ),
    )
    const beginnings = [...next].filter(one => one.startsWith(word))
    if (next.size === 0 || word.startsWith('-') || (beginnings.length !== 1 && !next.has(word))) break
    written.push(next.has(word) ? word : (beginnings[0] ?? word))
  }
  return [...written, ...argv.slice(written.length)]
}

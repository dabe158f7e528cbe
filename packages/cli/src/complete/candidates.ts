import type { Command } from '../command.ts'
import { optionNames } from '../help/usage-line.ts'
import { outputOptions } from '../output-options.ts'
import { schemaOf } from '../read-arguments.ts'

/** What may stand where the cursor is: the values that a parameter has now, where they can be asked for, or else these words. */
export interface Expected {
  readonly words: readonly string[]
  readonly parameter?: string
}

function optionsOf(command: Command): string[] {
  const own = command.formats ? Object.keys(outputOptions) : ['help']
  return [...optionNames(command), ...own].map(name => `--${name.replace('[n]', '0')}`)
}

function valuesOf(command: Command, name: string): Expected {
  const schema = schemaOf(command.parameters, name) ?? (command.formats ? outputOptions[name] : undefined)
  if (schema && 'enum' in schema && schema.enum) return { words: schema.enum, parameter: name }
  if (schema?.type === 'boolean') return { words: ['0', '1'] }
  return { words: [], parameter: name }
}

/** What may come after `before`, the words behind the tool's name. `current` is what is there of the next. */
export function expectedAfter(commands: readonly Command[], before: readonly string[], current: string): Expected {
  if (before[0] === 'help') return { words: nextWords(commands, before.slice(1)) }
  const all = commands.flatMap(command => [command.words, ...command.aliases].map(words => ({ command, words })))
  const reached = all
    .filter(({ words }) => words.every((word, at) => before[at] === word))
    .toSorted((a, b) => b.words.length - a.words.length)[0]
  if (!reached) return { words: [...nextWords(commands, before), ...(before.length === 0 ? ['help'] : [])] }
  const { command } = reached
  const rest = before.slice(reached.words.length)
  if (current.startsWith('-')) return { words: optionsOf(command) }
  const previous = rest.at(-1)
  if (previous?.startsWith('-')) {
    const expected = valuesOf(command, previous.replace(/^--?/, ''))
    const isFlag = schemaOf(command.parameters, previous.replace(/^--?/, ''))?.type === 'boolean'
    if (!isFlag) return expected
  }
  const plain = rest.filter((word, at) => !word.startsWith('-') && !takesValue(command, rest[at - 1]))
  const positional = command.positionals[plain.length] ?? (command.positionals.at(-1)?.repeated ? command.positionals.at(-1) : undefined)
  return positional ? valuesOf(command, positional.name) : { words: optionsOf(command) }
}

function takesValue(command: Command, word: string | undefined): boolean {
  if (!word?.startsWith('-') || word.includes('=')) return false
  return schemaOf(command.parameters, word.replace(/^--?/, ''))?.type !== 'boolean'
}

function nextWords(commands: readonly Command[], before: readonly string[]): string[] {
  const next = commands
    .flatMap(command => [command.words, ...command.aliases])
    .filter(words => before.every((word, at) => words[at] === word))
    .map(words => words[before.length])
  return [...new Set(next.filter(word => word !== undefined))]
}

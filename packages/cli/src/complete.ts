import type { Command } from './command.ts'

/** Candidates for the last word of a command line, for the shell's completion. `values` knows live names (vmids). */
export function candidates(
  commands: readonly Command[],
  words: readonly string[],
  values: (parameter: string) => readonly string[],
): string[] {
  const before = words.slice(0, -1)
  const current = words.at(-1) ?? ''
  const reached = commands.find(command => command.words.length > 0 && command.words.every((word, at) => before[at] === word))
  if (!reached) {
    const next = commands
      .filter(command => before.every((word, at) => command.words[at] === word))
      .map(command => command.words[before.length])
      .filter(word => word !== undefined)
    return [...new Set([...next, ...(before.length === 0 ? ['help'] : [])])].filter(word => word.startsWith(current)).toSorted()
  }
  const rest = before.slice(reached.words.length)
  if (current.startsWith('-')) {
    return Object.keys(reached.spec.parameters)
      .filter(name => name !== 'node' && !reached.positionals.some(one => one.name === name))
      .map(name => `--${name.replace('[n]', '0')}`)
      .filter(option => option.startsWith(current))
      .toSorted()
  }
  const previous = rest.at(-1)
  const option = previous?.startsWith('--') ? previous.slice(2) : undefined
  const name = option ?? reached.positionals[rest.filter(word => !word.startsWith('-')).length]?.name
  if (name === undefined) return []
  const schema = reached.spec.parameters[name]
  const fixed = schema && 'enum' in schema && schema.enum ? schema.enum : schema?.type === 'boolean' ? ['0', '1'] : values(name)
  return fixed.filter(value => value.startsWith(current)).toSorted()
}

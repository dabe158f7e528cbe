import type { Command, Positional } from '../command.ts'
import { typeText } from './type-text.ts'

function argumentText({ name, optional, repeated }: Positional): string {
  if (repeated && name !== 'extra-args') return `{<${name}>}`
  return optional ? `[<${name}>]` : `<${name}>`
}

/** Names of a command's parameters that are options: neither positional nor set by the command itself. */
export function optionNames(command: Command): string[] {
  const taken = new Set([...command.positionals.map(one => one.name), ...Object.keys(command.fixed)])
  const inPath = new Set(command.api ? [...command.api.path.matchAll(/\{([^}]+)\}/g)].map(match => match[1] ?? '') : [])
  return Object.keys(command.parameters).filter(name => !taken.has(name) && !(name === 'node' && inPath.has(name)))
}

/** `qm start <vmid> [OPTIONS]`; options that must be given are named. */
export function usageLine(tool: string, command: Command): string {
  const options = optionNames(command)
  const needed = options.filter(name => !command.parameters[name]?.optional)
  const words = [tool, ...command.words, ...command.positionals.map(argumentText)]
  for (const name of needed) words.push(`--${name} ${typeText(command.parameters[name] ?? {})}`)
  if (options.length > needed.length) words.push('[OPTIONS]')
  if (command.formats) words.push('[FORMAT_OPTIONS]')
  return words.join(' ')
}

import type { Properties, SchemaData } from '@quorate/schema'
import type { Command } from './command.ts'

/** What a value looks like: `<integer> (100 - 999999999)`, `<cloud | disk>`, `[model=]<virtio|e1000> [,bridge=<string>]`. */
export function typeText(schema: SchemaData): string {
  if (schema.typetext) return schema.typetext
  if (schema.type === 'integer' || schema.type === 'number') {
    if (schema.minimum === undefined && schema.maximum === undefined) return `<${schema.type}>`
    return `<${schema.type}> (${schema.minimum ?? '-N'} - ${schema.maximum ?? 'N'})`
  }
  if (schema.type === 'string') {
    if ('properties' in schema) return propertiesText(schema.properties)
    if ('enum' in schema && schema.enum) return `<${schema.enum.join(' | ')}>`
    return '<string>'
  }
  return `<${schema.type ?? 'any'}>`
}

function propertiesText(members: Readonly<Record<string, { readonly alias: string } | SchemaData>>): string {
  return Object.entries(members)
    .flatMap(([key, member]) => {
      if ('alias' in member) return []
      const value = 'enum' in member && member.enum ? `<${member.enum.join('|')}>` : member.type === 'boolean' ? '<1|0>' : typeText(member)
      const text = 'defaultKey' in member && member.defaultKey ? `[${key}=]${value}` : `${key}=${value}`
      return [member.optional ? `[,${text}]` : `,${text}`]
    })
    .join(' ')
    .replace(/^\[,(.*?)\](?= |$)|^,/, '$1')
}

function optionLines(properties: Properties, leaveOut: ReadonlySet<string>): string[] {
  return Object.entries(properties)
    .filter(([name]) => !leaveOut.has(name))
    .toSorted(([a], [b]) => a.localeCompare(b))
    .flatMap(([name, schema]) => {
      const fallback = schema.default === undefined ? '' : `   (default=${String(schema.default)})`
      return [`  --${name.padEnd(18)} ${typeText(schema)}${fallback}`, ...(schema.description ? [`       ${schema.description}`] : []), '']
    })
}

export function usageLine(tool: string, command: Command): string {
  const taken = new Set([...command.positionals.map(one => one.name), ...Object.keys(command.fixed)])
  const rest = Object.entries(command.spec.parameters).filter(([name]) => !taken.has(name) && name !== 'node')
  const needed = rest.filter(([, schema]) => !schema.optional).map(([name, schema]) => `--${name} ${typeText(schema)}`)
  const words = [tool, ...command.words, ...command.positionals.map(one => (one.optional ? `[<${one.name}>]` : `<${one.name}>`)), ...needed]
  return `${words.join(' ')}${rest.length > needed.length ? ' [OPTIONS]' : ''}`
}

/** Everything about one command. */
export function commandHelp(tool: string, command: Command): string {
  const taken = new Set(Object.keys(command.fixed))
  const positional = new Set(command.positionals.map(one => one.name))
  const lines = [`USAGE: ${usageLine(tool, command)}`, '', `  ${command.spec.description}`, '']
  for (const { name } of command.positionals) {
    const schema = command.spec.parameters[name]
    if (schema) lines.push(`  <${name}>`.padEnd(23) + typeText(schema), ...(schema.description ? [`       ${schema.description}`] : []), '')
  }
  const node = command.words.length && !positional.has('node') ? ['node'] : []
  lines.push(...optionLines(command.spec.parameters, new Set([...taken, ...positional, ...node])))
  return `${lines.join('\n').trimEnd()}\n`
}

/** All commands of a tool, a line each. */
export function toolHelp(tool: string, commands: readonly Command[], special: readonly { usage: string; description: string }[]): string {
  const lines = [
    ...commands.map(command => ({ usage: usageLine(tool, command), text: command.spec.description })),
    ...special.map(one => ({ usage: one.usage, text: one.description })),
  ]
  const sorted = lines.toSorted((a, b) => a.usage.localeCompare(b.usage))
  return `USAGE: ${tool} <COMMAND> [ARGS] [OPTIONS]\n\n${sorted.map(line => `  ${line.usage}\n       ${line.text}\n`).join('')}\n  ${tool} help [<command>]\n       Show this list, or everything about one command.\n`
}

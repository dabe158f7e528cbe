import type { SchemaData } from '@quorate/schema'
import type { Command } from '../command.ts'
import { memberText, typeText } from './type-text.ts'
import { optionNames, usageLine } from './usage-line.ts'

const formatHelp = `FORMAT_OPTIONS

  --output-format     <json | json-pretty | text | yaml>   (default=text)
       Form of the answer.

  --noborder          <boolean>   (default=0)
       No frame around tables.

  --noheader          <boolean>   (default=0)
       No titles above tables.

  --human-readable    <boolean>   (default=1)
       Show sizes, times and shares as people read them.

  --quiet             <boolean>
       Show no answer.
`

function memberLines(schema: SchemaData): string[] {
  if (schema.type !== 'string' || !('properties' in schema)) return []
  const lines: string[] = []
  for (const [key, member] of Object.entries(schema.properties)) {
    if ('alias' in member) continue
    const fallback = member.default === undefined ? '' : `   (default=${String(member.default)})`
    lines.push(`         ${memberText(key, member)}${fallback}`)
    if (member.description) lines.push(`           ${member.description}`)
  }
  return lines
}

function entry(head: string, schema: SchemaData, verbose: boolean): string[] {
  const fallback = schema.default === undefined ? '' : `   (default=${String(schema.default)})`
  const lines = [`  ${head.padEnd(19)} ${typeText(schema)}${fallback}`]
  if (schema.description) lines.push(`       ${schema.description}`)
  if (schema.requires) lines.push(`       Only together with --${schema.requires}.`)
  if (verbose) lines.push(...memberLines(schema))
  return [...lines, '']
}

/** Everything about one command. `verbose`: also the members of values such as `virtio,bridge=vmbr0`. */
export function commandHelp(tool: string, command: Command, verbose = false): string {
  const lines = [`USAGE: ${usageLine(tool, command)}`, '']
  for (const alias of command.aliases) lines.push(`       ${[tool, ...alias].join(' ')} is the same.`, '')
  lines.push(`  ${command.description}`, '')
  for (const { name } of command.positionals) lines.push(...entry(`<${name}>`, command.parameters[name] ?? {}, verbose))
  for (const name of optionNames(command).toSorted((a, b) => a.localeCompare(b))) {
    lines.push(...entry(`--${name}`, command.parameters[name] ?? {}, verbose))
  }
  return `${lines.join('\n').trimEnd()}\n${command.formats ? `\n${formatHelp}` : ''}`
}

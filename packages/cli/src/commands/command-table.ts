/**
 * The commands without their texts, as they are kept in a generated file: a command that is run needs to know no more
 * than names and types, and reading the declarations takes longer than the call itself.
 */
import type { Properties, SchemaData } from '@quorate/schema'
import type { Command } from '../command.ts'
import { typeText } from '../help/type-text.ts'

function slimSchema(schema: SchemaData, needed: boolean): SchemaData {
  const { type, optional, count, default: fallback } = schema
  const slim: Record<string, unknown> = { type }
  if (optional) slim.optional = true
  if (count !== undefined) slim.count = count
  if (fallback !== undefined) slim.default = fallback
  if ('secret' in schema && schema.secret) slim.secret = true
  if ('enum' in schema && schema.enum) slim.enum = schema.enum
  if ('format' in schema && schema.format?.endsWith('-list')) slim.format = schema.format
  if (needed) slim.typetext = typeText(schema)
  return slim as unknown as SchemaData
}

export function slimProperties(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, slimSchema(schema, !schema.optional)]))
}

/** A command with only what running and completing it takes. */
export function slimCommand(command: Command): Command {
  return { ...command, description: '', parameters: slimProperties(command.parameters) }
}

/** The text of the generated file: a line a command, so that changes can be reviewed. */
export function tableText(commands: readonly Command[]): string {
  return `[\n${commands.map(command => JSON.stringify(slimCommand(command))).join(',\n')}\n]\n`
}

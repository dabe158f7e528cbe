import { compilePropertyString, Refusal, type PropertyStringSchema, type SchemaData } from '@quorate/schema'

/** Members of a property string, by name. */
export type Members = Readonly<Record<string, unknown>>

const codecOf = (schema: SchemaData) => compilePropertyString(schema as PropertyStringSchema)
const isPropertyString = (schema: SchemaData | undefined): schema is PropertyStringSchema => schema !== undefined && 'properties' in schema

/** The parts of a text that the schema does not know; a newer server may. */
function unknownParts(schema: PropertyStringSchema, text: string): readonly string[] {
  return text.split(',').filter(part => {
    const equals = part.indexOf('=')
    return equals > 0 && !(part.slice(0, equals) in schema.properties)
  })
}

const rest = ' rest'

/** Decodes `virtio=BC:24:11:00:00:01,bridge=vmbr0`. What the schema does not know is kept for `formatMembers`. */
export function parseMembers(schema: SchemaData, text: string | undefined): Members {
  if (!text || !isPropertyString(schema)) return {}
  const unknown = unknownParts(schema, text)
  const known = text
    .split(',')
    .filter(part => !unknown.includes(part))
    .join(',')
  const parsed = codecOf(schema).parse(known)
  const members = parsed instanceof Refusal ? looselyParsed(known) : (parsed as Record<string, unknown>)
  return { ...members, ...(unknown.length > 0 && { [rest]: unknown.join(',') }) }
}

/** A text that the decoder refuses is shown all the same, member by member, so that it can be put right. */
function looselyParsed(text: string): Record<string, unknown> {
  const pairs = text.split(',').filter(part => part.includes('='))
  return Object.fromEntries(pairs.map(part => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]))
}

/** The inverse of `parseMembers`; no member: an empty text. */
export function formatMembers(schema: SchemaData, members: Members): string {
  const { [rest]: unknown, ...known } = members
  const given = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined && value !== ''))
  const text = codecOf(schema).format(given as never)
  return [text, unknown].filter(Boolean).join(',')
}

/** Members that are not aliases of others, with their schemas. */
export function membersOf(schema: SchemaData): Readonly<Record<string, SchemaData>> {
  if (!isPropertyString(schema)) return {}
  return Object.fromEntries(Object.entries(schema.properties).filter(([, member]) => !('alias' in member))) as Record<string, SchemaData>
}

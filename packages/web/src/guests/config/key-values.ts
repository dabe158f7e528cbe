import type { SchemaData } from '@quorate/schema'
import { isOn, type FieldValue } from '../../forms/field-value.ts'
import { formatMembers, parseMembers, type Members } from '../../forms/property-string.ts'
import type { ConfigChange } from './config-change.ts'
import type { Config } from './config-rows.ts'
import { splitMembers } from './split-members.ts'

/** What a form holds for a config key: the members of a property string, or one value. */
export type KeyValue = FieldValue | Members

/** Values of a few config keys. */
export type KeyValues = Readonly<Record<string, KeyValue>>
export type Schemas = Readonly<Record<string, SchemaData>>

const hasMembers = (schema: SchemaData): boolean => 'properties' in schema

/** A text of the config as its form holds it. `memory` may be written with its member's name. */
export function keyValue(key: string, schema: SchemaData, text: string | undefined): KeyValue {
  if (hasMembers(schema)) return parseMembers(schema, text)
  if (text === undefined) return undefined
  if (schema.type === 'boolean') return isOn(text)
  if (schema.type === 'string') return text
  const number = Number(key === 'memory' ? (splitMembers(text, 'current')[''] ?? text) : text)
  return Number.isNaN(number) ? text : number
}

export const keyValues = (schemas: Schemas, config: Config): KeyValues =>
  Object.fromEntries(Object.entries(schemas).map(([key, schema]) => [key, keyValue(key, schema, config.get(key))]))

const asText = (schema: SchemaData, value: KeyValue) => (hasMembers(schema) ? formatMembers(schema, (value ?? {}) as Members) : value)

/** What must be sent so that the keys get these values: emptied ones are deleted. */
export function keyChange(schemas: Schemas, values: KeyValues, initial: KeyValues): ConfigChange {
  const set: Record<string, string | number | boolean> = {}
  const gone: string[] = []
  for (const [key, schema] of Object.entries(schemas)) {
    const [now, before] = [asText(schema, values[key]), asText(schema, initial[key])]
    if (now === before) continue
    if (now === undefined || now === '') gone.push(key)
    else set[key] = now as string | number | boolean
  }
  return { set, delete: gone }
}

import { compilePropertyString } from './property-string.ts'
import type { PropertyStringSchema, SchemaData } from './schema.ts'

/** The text of one typed value as it stands in a config file or form: the inverse of the decoder. */
export function encodeText(schema: SchemaData, value: unknown): string {
  if (schema.type === 'string' && 'properties' in schema && typeof value === 'object' && value !== null) {
    return compilePropertyString(schema as PropertyStringSchema).format(value as Record<string, unknown>)
  }
  if (schema.type === 'array' && Array.isArray(value)) return value.map(item => encodeText(schema.items, item)).join('\0')
  return typeof value === 'boolean' ? (value ? '1' : '0') : String(value)
}

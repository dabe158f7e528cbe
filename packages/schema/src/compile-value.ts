import { compileScalar } from './compile-scalar.ts'
import { compilePropertyString } from './property-string.ts'
import { compileRecord } from './record-decoder.ts'
import { Refusal } from './refusal.ts'
import { rawText, typeRefusal, type DecodeValue } from './scalar-decoder.ts'
import type { ArraySchema, ObjectSchema, PropertyStringSchema, SchemaData } from './schema.ts'

/** The decoder of any value: scalars, property strings, lists and objects. */
export function compileValue(schema: SchemaData): DecodeValue {
  if (schema.type === 'array') return compileArray(schema)
  if (schema.type === 'object') return compileObject(schema)
  if (schema.type === 'string' && 'properties' in schema) {
    const codec = compilePropertyString(schema as PropertyStringSchema)
    return raw => {
      const text = rawText(raw)
      return text === undefined ? typeRefusal('string', raw) : codec.parse(text)
    }
  }
  return compileScalar(schema)
}

/** A list arrives as JSON array, as repeated keys, or as one text: then NUL separates. */
function compileArray(schema: ArraySchema): DecodeValue {
  const decode = compileValue(schema.items)
  return raw => {
    const items = Array.isArray(raw) ? raw : typeof raw === 'string' ? raw.split('\0') : rawText(raw) === undefined ? undefined : [raw]
    if (!items) return typeRefusal('array', raw)
    const problems: [string, string][] = []
    const values = items.map((item, index) => {
      const value = decode(item)
      if (value instanceof Refusal) problems.push([String(index), value.describe(String(index))])
      return value
    })
    return problems.length ? new Refusal('invalid list', problems) : values
  }
}

function compileObject(schema: ObjectSchema): DecodeValue {
  const decode = compileRecord(schema.properties, schema.additionalProperties ?? false, compileValue)
  return raw => {
    if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return typeRefusal('object', raw)
    const result = decode(raw as Record<string, unknown>)
    return 'ok' in result ? result.ok : new Refusal('invalid object', Object.entries(result.errors))
  }
}

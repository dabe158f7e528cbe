import { compileNumber, compileString, decodeBoolean, typeRefusal, type DecodeValue } from './scalar-decoder.ts'
import type { SchemaData } from './schema.ts'

/** The decoder of a value that one text can hold: what members of a property string are. */
export function compileScalar(schema: SchemaData): DecodeValue {
  switch (schema.type) {
    case 'string':
      return compileString(schema)
    case 'integer':
    case 'number':
      return compileNumber(schema)
    case 'boolean':
      return decodeBoolean
    case 'null':
      return raw => (raw === null || raw === '' ? null : typeRefusal('null', raw))
    case undefined:
      return raw => raw
    default:
      throw new TypeError(`a member of a property string cannot be of type ${schema.type}`)
  }
}

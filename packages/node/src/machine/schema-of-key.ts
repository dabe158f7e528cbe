import type { SchemaData } from '@quorate/schema'

/** Schema of a key, `acmedomain0` being one of `acmedomain[n]`. */
export function schemaOfKey(schemas: Readonly<Record<string, SchemaData>>, key: string): SchemaData | undefined {
  return schemas[key] ?? schemas[key.replace(/\d+$/, '[n]')]
}

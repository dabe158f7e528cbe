import type { Properties, SchemaData } from '@quorate/schema'

const numbered = /^(.*?)(0|[1-9]\d*)$/

/** Finds the schema of a config key: `net3` is described by `net[n]` as long as its count allows. undefined: unknown key. */
export function keySchemas(properties: Properties): (key: string) => SchemaData | undefined {
  const known = new Map<string, SchemaData | undefined>()
  return key => {
    if (known.has(key)) return known.get(key)
    const schema = lookUp(properties, key)
    if (schema) known.set(key, schema)
    return schema
  }
}

function lookUp(properties: Properties, key: string): SchemaData | undefined {
  if (Object.hasOwn(properties, key)) return properties[key]
  const match = numbered.exec(key)
  const family = `${match?.[1]}[n]`
  if (!match || !Object.hasOwn(properties, family)) return undefined
  const schema = properties[family] as SchemaData
  return schema.count === undefined || Number(match[2]) < schema.count ? schema : undefined
}

import { compilePattern, decodeParameters, type PropertyData, type SchemaData } from '@quorate/schema'
import type { ParameterPolicy } from '../endpoint.ts'

export type Json = Record<string, unknown>

const formats: Record<string, string> = { ip: 'ip', ipv4: 'ipv4', ipv6: 'ipv6', 'dns-name': 'hostname' }

/**
 * One of our schemas as JSON Schema 2020-12. Booleans also travel as 0 and 1; property strings stay texts, with their
 * members under `x-members`; patterns are anchored and in JavaScript's notation.
 */
export function jsonSchema(schema: SchemaData): Json {
  const { description } = schema
  const result: Json = description === undefined ? {} : { description }
  if (schema.default !== undefined) result[isValidDefault(schema) ? 'default' : 'x-default'] = schema.default
  if (schema.requires !== undefined) result['x-requires'] = schema.requires
  addPolicy(result, schema as ParameterPolicy)
  switch (schema.type) {
    case 'array':
      return { ...result, type: 'array', items: jsonSchema(schema.items) }
    case 'object':
      return { ...result, ...objectSchema(schema.properties), ...(schema.additionalProperties && { additionalProperties: true }) }
    case 'integer':
    case 'number': {
      const { minimum, maximum } = schema
      return { ...result, type: schema.type, ...(minimum !== undefined && { minimum }), ...(maximum !== undefined && { maximum }) }
    }
    case 'string':
      if ('properties' in schema)
        return { ...result, type: 'string', 'x-members': members(schema.properties as Record<string, PropertyData>) }
      return { ...result, type: 'string', ...textRules(schema as unknown as Json) }
    case undefined:
      return result
    default:
      return { ...result, type: schema.type }
  }
}

/** Some published defaults are explanations, or lie outside of what may be given. */
function isValidDefault(schema: SchemaData): boolean {
  const number = schema.type === 'integer' || schema.type === 'number'
  if (typeof schema.default !== (number ? 'number' : schema.type)) return false
  return 'ok' in decodeParameters({ value: schema }, { value: schema.default })
}

function addPolicy(result: Json, policy: ParameterPolicy): void {
  if (policy.rootOnly) result['x-root-only'] = true
  if (policy.privilege) result['x-privileges'] = policy.privilege
  if (policy.secret) result.format = 'password'
}

function textRules(schema: Json): Json {
  const rules: Json = {}
  for (const key of ['enum', 'minLength', 'maxLength']) if (schema[key] !== undefined) rules[key] = schema[key]
  if (typeof schema.pattern === 'string') rules.pattern = compilePattern(schema.pattern).source
  if (typeof schema.format === 'string') rules.format = formats[schema.format] ?? schema.format
  return rules
}

function members(properties: Readonly<Record<string, PropertyData>>): Json {
  const entries = Object.entries(properties).map(([name, data]) => {
    if ('alias' in data && data.alias !== undefined)
      return [name, { 'x-alias': data.alias, ...(data.keyAlias && { 'x-key-alias': data.keyAlias }) }]
    const member = data as SchemaData & { defaultKey?: boolean }
    return [
      name,
      { ...jsonSchema(member), ...(member.defaultKey && { 'x-default-key': true }), ...(!member.optional && { 'x-required': true }) },
    ]
  })
  return Object.fromEntries(entries) as Json
}

/** `net[n]` becomes a pattern of property names. */
export function objectSchema(properties: Readonly<Record<string, SchemaData>>): Json {
  const entries = Object.entries(properties)
  const plain = entries.filter(([name]) => !name.endsWith('[n]'))
  const indexed = entries.filter(([name]) => name.endsWith('[n]'))
  const required = plain.filter(([, schema]) => !schema.optional).map(([name]) => name)
  return {
    type: 'object',
    properties: Object.fromEntries(plain.map(([name, schema]) => [name, jsonSchema(schema)])),
    ...(indexed.length > 0 && {
      patternProperties: Object.fromEntries(indexed.map(([name, schema]) => [`^${name.slice(0, -3)}\\d+$`, jsonSchema(schema)])),
    }),
    ...(required.length > 0 && { required }),
  }
}

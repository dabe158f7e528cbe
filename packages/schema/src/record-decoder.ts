import { missing, Refusal, unknownProperty } from './refusal.ts'
import type { DecodeValue } from './scalar-decoder.ts'
import type { Properties, SchemaBase, SchemaData, StaticProperties } from './schema.ts'

/** Values with their types, or the reason for every refused name. `partial` holds what was accepted: for files that people edit. */
export type Decoded<P extends Properties = Properties> =
  | { readonly ok: StaticProperties<P> }
  | { readonly errors: Record<string, string>; readonly partial: Partial<StaticProperties<P>> }

/** Decodes texts (form, query, config file), lists of texts (repeated keys) and JSON values. Never throws. */
export type Decoder<P extends Properties = Properties> = (raw: Readonly<Record<string, unknown>>) => Decoded<P>

export interface DecoderOptions {
  /** Keep names that the schema does not know, undecoded, instead of refusing them. */
  readonly additional?: boolean
}

/** How the value of one schema is decoded; given, because objects hold values and values hold objects. */
export type CompileValue = (schema: SchemaData) => DecodeValue

interface Indexed {
  readonly count: number
  readonly decode: DecodeValue
  readonly requires: string | undefined
}

/** The decoder of a set of named values. */
export function compileRecord(properties: Properties, additional: boolean, compileValue: CompileValue): Decoder {
  const plain = new Map<string, Indexed>()
  const indexed = new Map<string, Indexed>()
  const required: string[] = []
  for (const [name, schema] of Object.entries(properties) as [string, Properties[string] & SchemaBase][]) {
    const entry = { count: schema.count ?? 10_000, decode: lazy(() => compileValue(schema)), requires: schema.requires }
    if (name.endsWith('[n]')) indexed.set(name.slice(0, -3), entry)
    else {
      plain.set(name, entry)
      if (!schema.optional) required.push(name)
    }
  }

  function find(name: string): Indexed | undefined {
    const known = plain.get(name)
    if (known || indexed.size === 0) return known
    let digits = name.length
    while (digits > 0 && name.charCodeAt(digits - 1) >= 48 && name.charCodeAt(digits - 1) <= 57) digits--
    if (digits === name.length || name.length - digits > 4) return undefined
    if (name[digits] === '0' && name.length - digits > 1) return undefined
    const entry = indexed.get(name.slice(0, digits))
    return entry && Number(name.slice(digits)) < entry.count ? entry : undefined
  }

  return raw => {
    const values: Record<string, unknown> = {}
    const problems: [string, string][] = []
    const dependent: [string, string][] = []
    for (const name of Object.keys(raw)) {
      const given = raw[name]
      if (given === undefined || given === null) continue
      const entry = find(name)
      if (!entry) {
        if (!additional) problems.push([name, unknownProperty])
        // A plain assignment of `__proto__` would change the prototype.
        else Object.defineProperty(values, name, { value: given, enumerable: true, writable: true, configurable: true })
        continue
      }
      const value = entry.decode(given)
      if (value instanceof Refusal) problems.push([name, value.describe(name)])
      else values[name] = value
      if (entry.requires !== undefined) dependent.push([name, entry.requires])
    }
    const given = (name: string): boolean => Object.hasOwn(raw, name) && raw[name] !== undefined && raw[name] !== null
    for (const name of required) if (!given(name)) problems.push([name, missing])
    for (const [name, other] of dependent) {
      if (!given(other)) problems.push([other, `missing property - '${name}' requires this property`])
    }
    return problems.length ? { errors: Object.fromEntries(problems), partial: values } : { ok: values }
  }
}

/** Most keys of a large schema never occur: a decoder is built when its first value comes. */
function lazy(make: () => DecodeValue): DecodeValue {
  let decode: DecodeValue | undefined
  return raw => (decode ??= make())(raw)
}

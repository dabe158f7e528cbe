import type { GuestConfig } from '@quorate/guest'
import type { Properties, PropertyData, SchemaData } from '@quorate/schema'

/** Texts that the samples give to a key or to any key of a family such as `net[n]`, in any section. */
function textsOf(samples: readonly GuestConfig[], name: string): Map<string, string[]> {
  const form = new RegExp(`^${name.replace('[n]', '(?:0|[1-9]\\d*)')}$`)
  const found = new Map<string, string[]>()
  for (const sample of samples) {
    for (const section of [sample.current, ...sample.snapshots().values()]) {
      for (const [key, text] of section.values) if (form.test(key)) found.set(key, [...(found.get(key) ?? []), text])
      if (name === 'description' && section.description) found.set(name, [section.description])
    }
  }
  return found
}

const shown = (value: string) => (/^(?:1|on|yes|true)$/i.test(value) ? true : /^(?:0|off|no|false)$/i.test(value) ? false : undefined)

/** Values that must be seen of one schema: every one of an enumeration, and of a switch the one that is not usual. */
function missingValues(name: string, schema: SchemaData | PropertyData, values: readonly string[]): string[] {
  if (values.length === 0) return [name]
  if ('enum' in schema && schema.enum) return schema.enum.filter(value => !values.includes(value)).map(value => `${name}=${value}`)
  if (!('type' in schema) || schema.type !== 'boolean') return []
  const unusual = schema.default === undefined ? [true, false] : [schema.default !== true]
  return unusual.filter(value => !values.some(text => shown(text) === value)).map(value => `${name}=${value ? 1 : 0}`)
}

function missingOf(samples: readonly GuestConfig[], name: string, schema: SchemaData): string[] {
  const texts = textsOf(samples, name)
  const all = [...texts.values()].flat()
  const last = name.endsWith('[n]') && schema.count !== undefined ? name.replace('[n]', String(schema.count - 1)) : undefined
  const ends = last === undefined || all.length === 0 ? [] : [name.replace('[n]', '0'), last].filter(key => !texts.has(key))
  if (!('properties' in schema) || schema.type !== 'string') return [...ends, ...missingValues(name, schema, all)]
  const members = Object.entries(schema.properties as Record<string, PropertyData>)
  const bare = members.find(([, member]) => 'defaultKey' in member && member.defaultKey)?.[0]
  const given = all.flatMap(text => text.split(',')).map(part => (part.includes('=') ? part : `${bare}=${part}`))
  const valuesOf = (member: string) => given.filter(part => part.startsWith(`${member}=`)).map(part => part.slice(member.length + 1))
  const keyed = members.flatMap(([member, data]) => ('keyAlias' in data && valuesOf(member).length ? [member] : []))
  return [
    ...ends,
    ...members.flatMap(([member, data]) => {
      const values = [...valuesOf(member), ...(member === 'model' ? keyed : [])]
      return missingValues(`${name}.${member}`, data, values)
    }),
  ]
}

/**
 * What the sample configs of one kind of guest do not show: keys, options inside them, values of enumerations and
 * switches, and the ends of numbered families (`net0`, `net31`). `except`: keys of which it is enough that they occur.
 */
export function missingInSamples(properties: Properties, samples: readonly GuestConfig[], except: readonly string[] = []): string[] {
  return Object.entries(properties).flatMap(([name, schema]) =>
    except.includes(name) && textsOf(samples, name).size > 0 ? [] : missingOf(samples, name, schema as SchemaData),
  )
}

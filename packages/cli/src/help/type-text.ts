import type { PropertyData, SchemaData } from '@quorate/schema'

/** `['ide0', 'ide1', 'ide2', 'none']` → `ide0..2`, `none`: series of names with a number are shown by their ends. */
export function shortenSeries(names: readonly string[]): string[] {
  const series = new Map<string, number[]>()
  for (const name of names) {
    const [, stem, digits] = /^(.*?\D)(\d{1,6})$/.exec(name) ?? []
    if (stem !== undefined) series.set(stem, [...(series.get(stem) ?? []), Number(digits)])
  }
  const shown = new Set<string>()
  for (const name of names) {
    const stem = /^(.*?\D)\d{1,6}$/.exec(name)?.[1]
    const numbers = (stem === undefined ? undefined : series.get(stem))?.toSorted((a, b) => a - b) ?? []
    const [first = 0, last = 0] = [numbers[0], numbers.at(-1)]
    const gapless = numbers.length > 2 && last - first === numbers.length - 1
    shown.add(gapless ? `${stem}${first}..${last}` : name)
  }
  return [...shown]
}

/** What a value looks like: `<integer> (100 - 999999999)`, `<cloud | disk>`, `[model=]<virtio|e1000> [,bridge=<string>]`. */
export function typeText(schema: SchemaData): string {
  if (schema.typetext) return schema.typetext
  if (schema.type === 'integer' || schema.type === 'number') {
    if (schema.minimum === undefined && schema.maximum === undefined) return `<${schema.type}>`
    return `<${schema.type}> (${schema.minimum ?? '-N'} - ${schema.maximum ?? 'N'})`
  }
  if (schema.type === 'string') {
    if ('properties' in schema) return propertiesText(schema.properties)
    if ('enum' in schema && schema.enum) return `<${shortenSeries(schema.enum).join(' | ')}>`
    return '<string>'
  }
  return `<${schema.type ?? 'any'}>`
}

/** A member of a property string: `model=<virtio|e1000>`, with its key in brackets where it may be left out. */
export function memberText(key: string, member: Exclude<PropertyData, { readonly alias: string }>): string {
  const choices = 'enum' in member && member.enum ? `<${member.enum.join('|')}>` : undefined
  const value = choices ?? (member.type === 'boolean' ? '<1|0>' : typeText(member).replace(/ \(.*\)$/, ''))
  return 'defaultKey' in member && member.defaultKey ? `[${key}=]${value}` : `${key}=${value}`
}

function propertiesText(members: Readonly<Record<string, PropertyData>>): string {
  const parts: { text: string; optional: boolean; first: boolean }[] = []
  for (const [key, member] of Object.entries(members)) {
    if ('alias' in member) continue
    const first = 'defaultKey' in member && member.defaultKey === true
    parts.push({ text: memberText(key, member), optional: member.optional === true, first })
  }
  const sorted = parts.toSorted((a, b) => Number(b.first) - Number(a.first) || Number(a.optional) - Number(b.optional))
  return sorted.map((part, at) => (part.optional ? `[${at ? ',' : ''}${part.text}]` : `${at ? ',' : ''}${part.text}`)).join(' ')
}

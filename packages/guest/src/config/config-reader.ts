import { Failure, type Properties, type PropertyStringSchema, type StaticProperties } from '@quorate/schema'
import { configDecoderOf } from './config-decoder.ts'
import type { ConfigSection } from './config-section.ts'
import { keySchemas } from './key-schema.ts'

export interface ReadConfig<C> {
  readonly config: C
  /** Known settings that are not in `config`: the guest starts without them. */
  readonly warnings: string[]
  /** What stands in the section and is nothing to this version: told, and nothing to worry about. */
  readonly unknown: string[]
}

export interface ReaderOptions {
  readonly word: 'VM' | 'CT'
  /** Keys without which the guest still finds its machine, its data and its network: a value that cannot be read is left out. */
  readonly dispensable: RegExp
}

/**
 * Reads sections of one kind of guest's config before its start. Of a property string, members that nobody knows are left
 * out; a value that cannot be read is left out when the guest can do without, and otherwise refused: a guest is not
 * started with half of its devices.
 */
export function configReaderOf<P extends Properties>(
  properties: P,
  { word, dispensable }: ReaderOptions,
): (vmid: number, section: ConfigSection) => ReadConfig<Partial<StaticProperties<P>>> {
  const decode = configDecoderOf(properties)
  const schemaOf = keySchemas(properties)
  return (vmid, section) => {
    const first = decode(section)
    const warnings: string[] = []
    const unknown: string[] = []
    const repair = () => decode(repaired(schemaOf, section, first.errors, { warnings, unknown }))
    const { config, errors } = Object.keys(first.errors).length ? repair() : first
    const bad: string[] = []
    for (const [key, text] of Object.entries(errors)) {
      if (dispensable.test(key)) warnings.push(`${reason(key, text)}; ${key} is left out`)
      else bad.push(reason(key, text))
    }
    if (bad.length) throw new Failure(`config of ${word} ${vmid}: ${bad.join('; ')}`)
    for (const key of section.values.keys())
      if (!schemaOf(key) && !key.startsWith('lxc.')) unknown.push(`${key}: is no known key; it is kept and has no effect`)
    for (const line of section.garbage()) unknown.push(`the line '${line.slice(0, 80)}' is no 'key: value'; it is kept and has no effect`)
    return { config, warnings, unknown }
  }
}

type SchemaOf = ReturnType<typeof keySchemas>
type Tell = Pick<ReadConfig<unknown>, 'warnings' | 'unknown'>

function repaired(schemaOf: SchemaOf, section: ConfigSection, errors: Readonly<Record<string, string>>, tell: Tell): ConfigSection {
  const copy = section.copy(undefined)
  for (const [key, refused] of Object.entries(errors)) {
    const text = withoutUnknown(schemaOf, key, section.get(key) ?? '', refused, tell)
    if (text !== undefined) copy.set(key, text)
  }
  return copy
}

/** Why a value was refused; of a property string each bad member. */
function reason(key: string, text: string): string {
  const [whole = '', ...members] = text.split('\n')
  return members.length ? members.join('; ') : `${key}: ${whole}`
}

/** Members that say nothing about the machine: a value that cannot be read is left out. */
const notes = /^(?:backup|format|import-from|replicate|shared|size)$/

/** The property string without the members that its key does not have or that nobody needs to read; of one given twice the last. undefined: no property string. */
function withoutUnknown(schemaOf: SchemaOf, key: string, text: string, refused: string, { warnings, unknown }: Tell): string | undefined {
  const schema = schemaOf(key) as PropertyStringSchema | undefined
  if (!schema?.properties) return undefined
  const parts = new Map<string, string>()
  for (const part of text.split(',').map(piece => piece.trim())) {
    const name = part.includes('=') ? part.slice(0, part.indexOf('=')) : ''
    if (notes.test(name) && refused.includes(`${key}.${name}: `) && !refused.includes(`${key}.${name}: duplicate`))
      warnings.push(`${key}: ${name} is left out, since its value cannot be read`)
    else if (name === '' || Object.hasOwn(schema.properties, name)) parts.set(name, part)
    else unknown.push(`${key}: '${name}' is no option of it; it is kept and has no effect`)
  }
  return [...parts.values()].filter(Boolean).join(',')
}

import { Failure } from './failure.ts'
import { missing, Refusal, unknownProperty } from './refusal.ts'
import { compileScalar } from './compile-scalar.ts'
import type { PropertyData, PropertyStringSchema, SchemaBase, Static } from './schema.ts'
import type { DecodeValue } from './scalar-decoder.ts'

/** Both directions of one kind of property string. */
export interface PropertyStringCodec<T = Record<string, unknown>> {
  /** The object, or why the text is refused: every bad member is named. */
  parse(text: string): T | Refusal
  /** The text: the default key first, then required members, then the others by name. Throws Failure for a value that no text can hold. */
  format(value: T): string
}

interface Member {
  readonly name: string
  readonly decode: DecodeValue
  /** The member that the key itself is the value of, for keys such as `virtio=`. */
  readonly keyMember?: string
}

type Alias = { readonly alias: string; readonly keyAlias?: string }
const isAlias = (data: PropertyData): data is Alias => 'alias' in data && data.alias !== undefined

// oxlint-disable-next-line no-control-regex
const control = /[\x00-\x1f\x7f]/
const cache = new WeakMap<object, PropertyStringCodec>()

export function compilePropertyString<S extends PropertyStringSchema>(schema: S): PropertyStringCodec<Static<S>> {
  let codec = cache.get(schema.properties)
  if (!codec) {
    codec = build(schema)
    cache.set(schema.properties, codec)
  }
  return codec as PropertyStringCodec<Static<S>>
}

function build(schema: PropertyStringSchema): PropertyStringCodec {
  const members = new Map<string, Member>()
  const required: string[] = []
  const optional: string[] = []
  const requires: [string, string][] = []
  let defaultKey: Member | undefined
  let keyed: { key: string; value: string } | undefined

  for (const [name, data] of Object.entries(schema.properties)) {
    if (isAlias(data)) continue
    const member = { name, decode: compileScalar(data) }
    members.set(name, member)
    if (data.defaultKey) defaultKey = member
    ;((data as SchemaBase).optional ? optional : required).push(name)
    if ((data as SchemaBase).requires) requires.push([name, (data as SchemaBase).requires!])
  }
  for (const [name, data] of Object.entries(schema.properties)) {
    if (!isAlias(data)) continue
    const target = members.get(data.alias)
    if (!target) throw new TypeError(`property string member ${name} is an alias of ${data.alias}, which does not exist`)
    members.set(name, data.keyAlias === undefined ? target : { ...target, keyMember: data.keyAlias })
    if (data.keyAlias !== undefined) keyed = { key: data.keyAlias, value: data.alias }
  }
  const order = [...required.toSorted(), ...optional.toSorted()]

  function parse(text: string): Record<string, unknown> | Refusal {
    if (control.test(text)) return new Refusal('invalid format - value contains a control character')
    const value: Record<string, unknown> = {}
    const problems: [string, string][] = []
    const put = (name: string, decoded: unknown): void => {
      if (decoded instanceof Refusal) problems.push([name, decoded.text])
      else if (value[name] !== undefined) problems.push([name, 'duplicate key in comma-separated list property'])
      else value[name] = decoded
    }
    for (const piece of text.split(',')) {
      const part = piece.trim()
      if (!part) continue
      const equals = part.indexOf('=')
      if (equals < 0) {
        if (defaultKey) put(defaultKey.name, defaultKey.decode(part))
        else problems.push([part, 'value without key, and the format has no default key'])
        continue
      }
      const key = part.slice(0, equals)
      const member = members.get(key)
      if (!member) problems.push([key, unknownProperty])
      else {
        put(member.name, member.decode(part.slice(equals + 1)))
        if (member.keyMember) put(member.keyMember, key)
      }
    }
    const refused = (name: string): boolean => problems.some(([at]) => at === name)
    for (const name of required) if (value[name] === undefined && !refused(name)) problems.push([name, missing])
    for (const [name, other] of requires) {
      if (value[name] !== undefined && value[other] === undefined && !refused(other)) {
        problems.push([other, `missing property - '${name}' requires this property`])
      }
    }
    return problems.length ? new Refusal('invalid format - format error', problems) : value
  }

  function format(value: Record<string, unknown>): string {
    const parts: string[] = []
    const done = new Set<string>()
    const put = (name: string, prefix: string): void => {
      done.add(name)
      const raw = value[name]
      if (raw === undefined || raw === null) return
      const text = typeof raw === 'boolean' ? (raw ? '1' : '0') : String(raw)
      if (text.includes(',') || control.test(text)) {
        throw new Failure(`The value of ${name} holds a comma or a control character, which a property string cannot express.`)
      }
      parts.push(prefix + text)
    }
    if (keyed && value[keyed.key] !== undefined && value[keyed.value] !== undefined) {
      done.add(keyed.key)
      put(keyed.value, `${String(value[keyed.key])}=`)
    } else if (defaultKey) put(defaultKey.name, '')
    for (const name of order) if (!done.has(name)) put(name, `${name}=`)
    return parts.join(',')
  }

  return { parse, format }
}

import { findFormat } from './formats.ts'
import { compilePattern } from './pattern.ts'
import { Refusal } from './refusal.ts'
import type { NumberSchema, StringSchema } from './schema.ts'

/** Turns one raw value into the typed one, or says why not. */
export type DecodeValue = (raw: unknown) => unknown

const booleans = new Map<unknown, boolean>([
  [true, true],
  [1, true],
  ['1', true],
  ['on', true],
  ['yes', true],
  ['true', true],
  [false, false],
  [0, false],
  ['0', false],
  ['off', false],
  ['no', false],
  ['false', false],
])

function shown(raw: unknown): string {
  if (typeof raw === 'string') return raw.length > 100 ? `${raw.slice(0, 100)}...` : raw
  return Array.isArray(raw) ? 'a list' : typeof raw === 'object' && raw !== null ? 'an object' : String(raw)
}

export function typeRefusal(type: string, raw: unknown): Refusal {
  return new Refusal(`type check ('${type}') failed - got '${shown(raw)}'`)
}

export function decodeBoolean(raw: unknown): unknown {
  const value = booleans.get(typeof raw === 'string' ? raw.toLowerCase() : raw)
  return value === undefined ? typeRefusal('boolean', raw) : value
}

/** The text of a raw value, undefined when it has none. Numbers and booleans of a JSON body are texts too. */
export function rawText(raw: unknown): string | undefined {
  if (typeof raw === 'string') return raw
  if (typeof raw === 'number') return Number.isFinite(raw) ? String(raw) : undefined
  return typeof raw === 'boolean' ? (raw ? '1' : '0') : undefined
}

export function compileNumber(schema: NumberSchema): DecodeValue {
  const { type, minimum = -Infinity, maximum = Infinity } = schema
  const form = type === 'integer' ? /^[+-]?\d{1,16}$/ : /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/
  const accepted = type === 'integer' ? Number.isSafeInteger : Number.isFinite
  return raw => {
    const value = typeof raw === 'number' ? raw : typeof raw === 'string' && form.test(raw) ? Number(raw) : Number.NaN
    if (!accepted(value)) return typeRefusal(type, raw)
    if (value < minimum) return new Refusal(`value must have a minimum value of ${minimum}`)
    if (value > maximum) return new Refusal(`value must have a maximum value of ${maximum}`)
    return value
  }
}

// oxlint-disable-next-line no-control-regex
const control = /[\x00-\x1f\x7f]/

/** A pattern may allow white space, but only one that speaks of NUL means a control character: values end up in line-based files. */
function compilePatternCheck(pattern: string): (text: string) => boolean {
  const regexp = compilePattern(pattern)
  // oxlint-disable-next-line no-control-regex
  const forbidden = pattern.includes('\\0\\w') ? /[\x01-\x1f\x7f]/ : control
  return text => regexp.test(text) && !forbidden.test(text)
}

/** Said after a refusal, where it helps: long patterns do not. */
function shownPattern(pattern = ''): string {
  const plain = pattern.replace(/^\(\?\^:(.*)\)$/, '$1').replaceAll('(?^:', '(?:')
  return plain.length <= 80 ? ` ${plain}` : ''
}

export function compileString(schema: StringSchema): DecodeValue {
  const { minLength = 0, maxLength = Infinity } = schema
  const list = schema.format?.endsWith('-list') ?? false
  const format = schema.format === undefined ? undefined : findFormat(schema.format)
  const matches = schema.pattern === undefined ? undefined : compilePatternCheck(schema.pattern)
  const values = schema.enum && new Set(schema.enum)
  return raw => {
    let text = rawText(raw)
    if (text === undefined && Array.isArray(raw)) {
      const parts = raw.map(rawText)
      if (!parts.includes(undefined)) text = parts.join(list ? ',' : '\0')
    }
    if (text === undefined) return typeRefusal('string', raw)
    if (list && text.includes('\0')) text = text.replaceAll('\0', ',')
    if (text.length > maxLength) return new Refusal(`value may only be ${maxLength} characters long`)
    if (text.length < minLength) return new Refusal(`value must be at least ${minLength} characters long`)
    if (values && !values.has(text)) {
      return new Refusal(`value '${shown(text)}' does not have a value in the enumeration '${[...values].join(', ')}'`)
    }
    if (matches) {
      if (!matches(text)) return new Refusal(`value does not match the regex pattern${shownPattern(schema.pattern)}`)
    } else if (text.includes('\0')) return new Refusal('value contains a NUL character')
    const problem = format?.(text)
    return problem === undefined ? text : new Refusal(`invalid format - ${problem}`)
  }
}

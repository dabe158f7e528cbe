import type { Properties, SchemaData } from '@quorate/schema'
import { Failure } from '@quorate/schema'
import type { Positional } from './command.ts'

export interface OutputOptions {
  readonly format: 'text' | 'json' | 'json-pretty' | 'yaml'
  readonly header: boolean
  readonly border: boolean
  readonly quiet: boolean
  readonly human: boolean
}

export interface ReadArguments {
  readonly parameters: Record<string, string | string[]>
  readonly output: OutputOptions
  readonly help: boolean
}

const outputOptions: Properties = {
  'output-format': { type: 'string', enum: ['text', 'json', 'json-pretty', 'yaml'] },
  noheader: { type: 'boolean' },
  noborder: { type: 'boolean' },
  quiet: { type: 'boolean' },
  'human-readable': { type: 'boolean' },
  help: { type: 'boolean' },
}
const booleanWord = /^(?:0|1|yes|no|on|off|true|false)$/i
const isTrue = (value: string) => /^(?:1|yes|on|true)$/i.test(value)

/** Schema of an option by its name, `net0` being one of `net[n]`. */
export function schemaOf(properties: Properties, name: string): SchemaData | undefined {
  if (Object.hasOwn(properties, name)) return properties[name]
  const indexed = /^(.*\D)(\d+)$/.exec(name)
  const schema = indexed ? properties[`${indexed[1]}[n]`] : undefined
  return schema && Number(indexed?.[2]) < (schema.count ?? Infinity) ? schema : undefined
}

/** The full name behind what was typed: exact, or the only one that begins so. */
function resolveName(typed: string, properties: Properties): string {
  if (schemaOf(properties, typed) || Object.hasOwn(outputOptions, typed)) return typed
  const candidates = [...Object.keys(properties), ...Object.keys(outputOptions)].filter(name => name.startsWith(typed))
  if (candidates.length === 1 && candidates[0]) return candidates[0]
  throw new Failure(candidates.length ? `Option ${typed} is ambiguous (${candidates.join(', ')})` : `Unknown option: ${typed}`, {
    status: 400,
  })
}

/**
 * Reads what follows the command's words: `--name value`, `--name=value`, `-name value`, booleans with or without a
 * value, repeated options, `--` before plain words; what is left goes to the positional parameters in order.
 */
export function readArguments(argv: readonly string[], properties: Properties, positionals: readonly Positional[]): ReadArguments {
  const given = new Map<string, string[]>()
  const plain: string[] = []
  let onlyPlain = false
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at] ?? ''
    if (onlyPlain || !/^--?[a-zA-Z]/.test(word)) {
      if (word === '--' && !onlyPlain) onlyPlain = true
      else plain.push(word)
      continue
    }
    const [, typed = '', attached] = /^--?([^=]+)(?:=([\s\S]*))?$/.exec(word) ?? []
    const name = resolveName(typed, properties)
    const schema = schemaOf(properties, name) ?? outputOptions[name]
    let value = attached
    if (value === undefined && schema?.type === 'boolean') {
      const next = argv[at + 1]
      if (next !== undefined && booleanWord.test(next)) at += 1
      value = next !== undefined && booleanWord.test(next) ? next : '1'
    } else if (value === undefined) {
      at += 1
      value = argv[at]
      if (value === undefined) throw new Failure(`Option ${name} requires an argument`, { status: 400 })
    }
    given.set(name, [...(given.get(name) ?? []), value])
  }
  takePositionals(plain, positionals, properties, given)
  const parameters: Record<string, string | string[]> = {}
  for (const [name, values] of given) {
    if (Object.hasOwn(outputOptions, name) && !schemaOf(properties, name)) continue
    parameters[name] = values.length === 1 ? (values[0] ?? '') : values
  }
  return { parameters, output: readOutput(given), help: isTrue(given.get('help')?.[0] ?? '0') }
}

function takePositionals(plain: string[], positionals: readonly Positional[], properties: Properties, given: Map<string, string[]>): void {
  const needed = positionals.filter(one => !one.optional).length
  let spare = plain.length - needed
  for (const { name, optional } of positionals) {
    if (given.has(name)) continue
    if (schemaOf(properties, name)?.type === 'array' || name === 'extra-args') {
      given.set(name, plain.splice(0))
      continue
    }
    if (optional && spare <= 0) continue
    if (optional) spare -= 1
    const value = plain.shift()
    if (value !== undefined) given.set(name, [value])
  }
  if (plain.length > 0) throw new Failure(`too many arguments: ${plain.join(' ')}`, { status: 400 })
}

function readOutput(given: ReadonlyMap<string, readonly string[]>): OutputOptions {
  const on = (name: string) => isTrue(given.get(name)?.at(-1) ?? '0')
  const format = given.get('output-format')?.at(-1) ?? 'text'
  if (format !== 'text' && format !== 'json' && format !== 'json-pretty' && format !== 'yaml') {
    throw new Failure(`output-format: '${format}' is none of text, json, json-pretty, yaml`, { status: 400 })
  }
  return { format, header: !on('noheader'), border: !on('noborder'), quiet: on('quiet'), human: on('human-readable') || format === 'text' }
}

import type { Properties, SchemaData } from '@quorate/schema'
import { Failure } from '@quorate/schema/failure'
import type { Command, Positional } from './command.ts'
import { outputOptions, readOutput, type OutputOptions } from './output-options.ts'

export type Given = Record<string, string | string[]>

export interface ReadArguments {
  readonly parameters: Given
  /** Secrets that were named without a value: to be asked for. */
  readonly ask: readonly string[]
  readonly output: OutputOptions
  readonly help: boolean
}

/** The arguments cannot be read; the message is what `qm` and its kin say. */
export class UsageFailure extends Failure {
  /** Perhaps the declarations know the option, and only the generated table does not yet. */
  readonly unknownOption: boolean
  constructor(message: string, unknownOption = false) {
    super(message, { status: 400 })
    this.unknownOption = unknownOption
  }
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
function resolveName(typed: string, properties: Properties, own: Properties): string {
  if (schemaOf(properties, typed) || Object.hasOwn(own, typed)) return typed
  const candidates = [...new Set([...Object.keys(properties), ...Object.keys(own)])].filter(
    name => name.startsWith(typed) && !name.endsWith('[n]'),
  )
  if (candidates.length === 1 && candidates[0]) return candidates[0]
  throw candidates.length
    ? new UsageFailure(`Option ${typed} is ambiguous (${candidates.join(', ')})`)
    : new UsageFailure(`Unknown option: ${typed}`, true)
}

/**
 * Reads what follows a command's words: `--name value`, `--name=value`, `-name value`, booleans with or without a value,
 * `--` before plain words; what is left goes to the positional parameters in order. Of an option given more than once the
 * last counts, but lists are put together.
 */
export function readArguments(argv: readonly string[], command: Pick<Command, 'parameters' | 'positionals' | 'formats'>): ReadArguments {
  const { parameters: properties, positionals, formats } = command
  const own: Properties = formats ? outputOptions : { help: outputOptions.help ?? {} }
  const given = new Map<string, string[]>()
  const ask: string[] = []
  const plain: string[] = []
  const passing = positionals.at(-1)?.name === 'extra-args'
  let onlyPlain = false
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at] ?? ''
    if (onlyPlain || !/^--?[a-zA-Z]/.test(word)) {
      if (word === '--' && !onlyPlain) onlyPlain = true
      else plain.push(word)
      // What belongs to a program that is run has options of its own.
      if (passing && plain.length >= positionals.length) onlyPlain = true
      continue
    }
    const [, typed = '', attached] = /^--?([^=]+)(?:=([\s\S]*))?$/.exec(word) ?? []
    const name = resolveName(typed, properties, own)
    const schema = schemaOf(properties, name) ?? own[name]
    let value = attached
    const next = argv[at + 1]
    if (value === undefined && schema?.type === 'boolean') {
      const taken = next !== undefined && booleanWord.test(next)
      if (taken) at += 1
      value = taken ? next : '1'
    } else if (value === undefined && schema && 'secret' in schema && (next === undefined || next.startsWith('-'))) {
      ask.push(name)
      continue
    } else if (value === undefined) {
      at += 1
      value = next
      if (value === undefined) throw new UsageFailure(`Option ${name} requires an argument`)
    }
    given.set(name, [...(given.get(name) ?? []), value])
  }
  takePositionals(plain, positionals, properties, given)
  const parameters: Given = {}
  for (const [name, values] of given) {
    const schema = schemaOf(properties, name)
    if (schema) parameters[name] = together(schema, values)
  }
  return { parameters, ask, output: readOutput(given), help: isTrue(given.get('help')?.[0] ?? '0') }
}

function together(schema: SchemaData, values: readonly string[]): string | string[] {
  if (schema.type === 'array') return [...values]
  if ('format' in schema && schema.format?.endsWith('-list')) return values.join(',')
  return values.at(-1) ?? ''
}

function takePositionals(plain: string[], positionals: readonly Positional[], properties: Properties, given: Map<string, string[]>): void {
  const needed = positionals.filter(one => !one.optional).length
  let spare = plain.length - needed
  for (const { name, optional, repeated } of positionals) {
    if (given.has(name)) continue
    if (repeated || schemaOf(properties, name)?.type === 'array') {
      if (plain.length > 0) given.set(name, plain.splice(0))
      continue
    }
    if (optional && spare <= 0) continue
    if (optional) spare -= 1
    const value = plain.shift()
    if (value !== undefined) given.set(name, [value])
  }
  if (plain.length > 0) throw new UsageFailure('too many arguments')
}

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { allEndpoints } from '../areas.ts'
import type { CliCommand, EndpointSpec } from '../endpoint.ts'
import { specialCommands } from './special-commands.ts'

interface PublishedCommand {
  readonly tool: string
  readonly command: string
  readonly usage: string
  readonly alias?: string
  readonly args?: readonly { readonly name: string }[]
  readonly options?: readonly { readonly name: string }[]
}

const file = `${process.env.QUORATE_REFERENCE ?? '/work/shared'}/cli/commands.jsonl`
const reference = existsSync(file)
  ? readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as PublishedCommand)
  : undefined
const skip = reference ? false : 'the published list of commands is not on this machine'

interface Mapped {
  readonly usage: string
  readonly options: ReadonlySet<string>
  readonly aliases: readonly string[]
}

const wordsOf = (usage: string): string => usage.replace(/ [<[{-].*| PATH.*/, '')

function mapped(spec: EndpointSpec): Mapped[] {
  const { cli } = spec
  const list: readonly (string | CliCommand)[] = cli === undefined ? [] : Array.isArray(cli) ? cli : [cli as string | CliCommand]
  return list.map(one => ({
    usage: typeof one === 'string' ? one : one.usage,
    aliases: typeof one === 'string' ? [] : (one.aliases ?? []),
    options: new Set(Object.keys(spec.parameters)),
  }))
}

const commands = new Map<string, Mapped>()
for (const one of (await allEndpoints()).flatMap(mapped)) commands.set(wordsOf(one.usage), one)
for (const one of specialCommands) {
  const options = new Set([...Object.keys(one.options), ...[...one.usage.matchAll(/<([^>]+)>/g)].map(match => match[1]!)])
  commands.set(wordsOf(one.usage), { usage: one.usage, aliases: one.aliases, options })
}

/** Options that are no parameter: `verbose` is about how the answer is shown; joining over SSH does not exist here. */
const notParameters = new Set(['verbose', 'use_ssh'])

test('every documented command is mapped to a method or listed as special, with its options', { skip }, () => {
  const bad: string[] = []
  for (const { tool, command, usage, alias, args = [], options = [] } of reference!) {
    if (alias !== undefined || command === 'help' || usage === 'help') continue
    const name = `${tool} ${command}`.trim()
    const ours = commands.get(name)
    if (!ours) bad.push(`${name} is not mapped`)
    for (const option of [...args, ...options]) {
      if (ours && !ours.options.has(option.name) && !notParameters.has(option.name)) bad.push(`${name} lacks ${option.name}`)
    }
  }
  assert.deepEqual(bad, [])
})

test('every documented alias leads to its command', { skip }, () => {
  const bad = reference!.filter(row => row.alias !== undefined && !commands.get(row.alias)?.aliases.includes(`${row.tool} ${row.command}`))
  assert.deepEqual(
    bad.map(row => `${row.tool} ${row.command}`),
    [],
  )
})

test('arguments in a usage are parameters of the method', async () => {
  for (const spec of await allEndpoints()) {
    for (const { usage, options } of mapped(spec)) {
      for (const match of usage.matchAll(/<([^>]+)>/g)) assert.ok(options.has(match[1]!), `${usage}: ${match[1]}`)
    }
  }
})

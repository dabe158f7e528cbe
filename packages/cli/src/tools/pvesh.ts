import type { EndpointSpec, HttpMethod } from '@quorate/contract'
import { Failure } from '@quorate/schema'
import type { Connection } from '../connection.ts'
import { followTask } from '../follow-task.ts'
import { typeText } from '../help.ts'
import { readArguments, type OutputOptions } from '../read-arguments.ts'
import { renderData } from '../render/render-data.ts'
import type { SpecialCommand } from '../run-tool.ts'
import type { Terminal } from '../terminal.ts'

const verbs: Readonly<Record<string, HttpMethod>> = { get: 'GET', set: 'PUT', create: 'POST', delete: 'DELETE' }

/** Does a declared path, with its `{x}`, stand for this one? */
function matches(declared: string, path: string): boolean {
  const want = declared.split('/')
  const have = path.split('/')
  return want.length === have.length && want.every((part, at) => part === have[at] || /^\{.+\}$/.test(part))
}

function specOf(specs: readonly EndpointSpec[], method: HttpMethod, path: string): EndpointSpec | undefined {
  const found = specs.filter(spec => spec.method === method && matches(spec.path, path))
  return found.toSorted((a, b) => a.path.split('{').length - b.path.split('{').length)[0]
}

const normal = (path: string | undefined) => `/${(path ?? '').split('/').filter(Boolean).join('/')}`.replace(/^\/$/, '')

/** The API as a shell: `pvesh get /nodes`, `create`, `set`, `delete`, `ls`, `usage`. */
export function pveshCommands(load: () => Promise<readonly EndpointSpec[]>): SpecialCommand[] {
  const calls = Object.entries(verbs).map(([verb, method]): SpecialCommand => ({
    words: [verb],
    usage: `pvesh ${verb} <api_path> [OPTIONS] [FORMAT_OPTIONS]`,
    description: `Call ${method} on an API path.`,
    async run(argv, connection, terminal) {
      const path = normal(argv[0])
      const spec = specOf(await load(), method, path)
      if (!spec) throw new Failure(`No '${verb}' handler defined for '${path || '/'}'`, { status: 400 })
      const inPath = new Set([...spec.path.matchAll(/\{([^}]+)\}/g)].map(match => match[1] ?? ''))
      const properties = Object.fromEntries(Object.entries(spec.parameters).filter(([name]) => !inPath.has(name)))
      const { parameters, output } = readArguments(argv.slice(1), { ...properties, noproxy: { type: 'boolean' } }, [])
      const { noproxy: _noproxy, ...rest } = parameters
      const { data } = await connection.call(method, path, rest)
      return show(spec, data, output, connection, terminal)
    },
  }))
  return [...calls, list(load), usage(load)]
}

async function show(spec: EndpointSpec, data: unknown, output: OutputOptions, connection: Connection, terminal: Terminal): Promise<number> {
  if (spec.task !== undefined && typeof data === 'string' && data.startsWith('UPID:')) {
    const ended = await followTask(connection, data, terminal)
    if (!output.quiet) terminal.out(`${output.format === 'text' ? data : JSON.stringify(data)}\n`)
    if (ended !== 'OK' && !ended.startsWith('WARNINGS')) terminal.error(`${ended}\n`)
    return ended === 'OK' || ended.startsWith('WARNINGS') ? 0 : 1
  }
  terminal.out(await renderData(data, output))
  return 0
}

function list(load: () => Promise<readonly EndpointSpec[]>): SpecialCommand {
  return {
    words: ['ls'],
    usage: 'pvesh ls <api_path> [OPTIONS] [FORMAT_OPTIONS]',
    description: 'List what lies below an API path, with the calls that it offers.',
    async run(argv, connection, terminal) {
      const path = normal(argv[0])
      const specs = await load()
      const depth = path.split('/').length
      const below = specs.filter(
        spec => spec.path.split('/').length > depth && matches(spec.path.split('/').slice(0, depth).join('/'), path),
      )
      const names = new Set(below.map(spec => spec.path.split('/')[depth] ?? ''))
      const children: string[] = []
      for (const name of names) {
        if (name.startsWith('{')) children.push(...(await childNames(connection, path, name.slice(1, -1))))
        else children.push(name)
      }
      if (children.length === 0 && !specs.some(spec => matches(spec.path || '', path)))
        throw new Failure(`no such resource '${path || '/'}'`, { status: 404 })
      for (const name of children.toSorted()) {
        const child = `${path}/${name}`
        const can = (method: HttpMethod, letter: string) => (specOf(specs, method, child) ? letter : '-')
        const folder = specs.some(
          spec =>
            spec.path.split('/').length > depth + 1 &&
            matches(
              spec.path
                .split('/')
                .slice(0, depth + 1)
                .join('/'),
              child,
            ),
        )
        terminal.out(`${folder ? 'D' : '-'}${can('GET', 'r')}${can('PUT', 'w')}${can('POST', 'c')}${can('DELETE', 'd')}        ${name}\n`)
      }
      return 0
    },
  }
}

async function childNames(connection: Connection, path: string, parameter: string): Promise<string[]> {
  const { data } = await connection.call('GET', path, {})
  if (!Array.isArray(data)) return []
  return data.flatMap((row: Readonly<Record<string, unknown>>) => {
    const name = row[parameter] ?? row.subdir ?? row.name ?? row.id
    return name === undefined ? [] : [String(name)]
  })
}

function usage(load: () => Promise<readonly EndpointSpec[]>): SpecialCommand {
  return {
    words: ['usage'],
    usage: 'pvesh usage <api_path> [OPTIONS]',
    description: 'Show the calls that an API path offers, with their parameters.',
    async run(argv, _connection, terminal) {
      const wanted = argv.indexOf('--command') === -1 ? undefined : argv[argv.indexOf('--command') + 1]
      const path = normal(argv.find(word => !word.startsWith('-') && word !== wanted))
      const verbose = argv.includes('--verbose') || argv.includes('-v')
      const specs = await load()
      let shown = 0
      for (const [verb, method] of Object.entries(verbs)) {
        const spec = wanted === undefined || wanted === verb ? specOf(specs, method, path) : undefined
        if (!spec) continue
        shown += 1
        terminal.out(`USAGE: pvesh ${verb} ${spec.path || '/'} [OPTIONS]\n\n  ${spec.description}\n\n`)
        for (const [name, schema] of Object.entries(spec.parameters)) {
          if (spec.path.includes(`{${name}}`)) continue
          terminal.out(`  --${name.padEnd(18)} ${typeText(schema)}${schema.optional ? '' : '   (required)'}\n`)
          if (verbose && schema.description) terminal.out(`       ${schema.description}\n`)
        }
        terminal.out('\n')
      }
      if (shown === 0) throw new Failure(`no such resource '${path || '/'}'`, { status: 404 })
      return 0
    },
  }
}

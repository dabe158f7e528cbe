import type { HttpMethod } from '@quorate/contract'
import { Failure } from '@quorate/schema/failure'
import { matchesPath, methodAt, normalPath, type ApiMethod } from '../../api-method.ts'
import type { Connection } from '../../connection.ts'
import { readArguments, UsageFailure } from '../../read-arguments.ts'
import { renderData } from '../../render/render-data.ts'
import type { SpecialRun } from '../special-run.ts'

const segmentsOf = (path: string) => path.split('/').filter(Boolean)
const beginning = (path: string, depth: number) => `/${segmentsOf(path).slice(0, depth).join('/')}`

/** Names that a parameter of a path has now, from the list at the path above. */
async function liveNames(connection: Connection, path: string, parameter: string): Promise<string[]> {
  const { data } = await connection.call('GET', path, {})
  if (!Array.isArray(data)) return []
  return data.flatMap((row: Readonly<Record<string, unknown>>) => {
    const name = row[parameter] ?? row.subdir ?? row.name ?? row.id
    return name === undefined ? [] : [String(name)]
  })
}

export async function childrenOf(connection: Connection, methods: readonly ApiMethod[], path: string): Promise<string[]> {
  const depth = segmentsOf(path).length
  const below = methods.filter(one => segmentsOf(one.path).length > depth && matchesPath(beginning(one.path, depth), path))
  const names = new Set(below.map(one => segmentsOf(one.path)[depth] ?? ''))
  const children: string[] = []
  for (const name of names) {
    if (name.startsWith('{')) children.push(...(await liveNames(connection, path, name.slice(1, -1))))
    else children.push(name)
  }
  return [...new Set(children)].toSorted()
}

function capabilities(methods: readonly ApiMethod[], path: string): string {
  const depth = segmentsOf(path).length
  const isFolder = methods.some(one => segmentsOf(one.path).length > depth && matchesPath(beginning(one.path, depth), path))
  const can = (method: HttpMethod, letter: string) => (methodAt(methods, method, path) ? letter : '-')
  return `${isFolder ? 'D' : '-'}${can('GET', 'r')}${can('PUT', 'w')}${can('POST', 'c')}${can('DELETE', 'd')}`
}

export const pveshLs: SpecialRun = async ({ argv, command, connection, terminal, methods: load }) => {
  if (argv[0] === undefined) throw new UsageFailure('not enough arguments')
  const path = normalPath(argv[0])
  const { output } = readArguments(argv.slice(1), { ...command, positionals: [] })
  const methods = await load(false)
  const children = await childrenOf(connection, methods, path)
  if (children.length === 0 && !methods.some(one => matchesPath(one.path, path)))
    throw new Failure(`no such resource '${path}'`, { status: 404 })
  const rows = children.map(name => ({ name, capabilities: capabilities(methods, `${path === '/' ? '' : path}/${name}`) }))
  if (output.format !== 'text') terminal.out(await renderData(rows, output))
  else terminal.out(rows.map(row => `${row.capabilities}        ${row.name}\n`).join(''))
  return 0
}

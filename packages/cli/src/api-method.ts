import type { EndpointSpec, HttpMethod } from '@quorate/contract'
import type { Properties, SchemaData } from '@quorate/schema'
import { slimProperties } from './commands/command-table.ts'

/** One method of the API, as the API shell sees it. */
export interface ApiMethod {
  readonly method: HttpMethod
  /** `/nodes/{node}/qemu/{vmid}` */
  readonly path: string
  readonly task: boolean
  readonly description: string
  readonly parameters: Properties
  readonly returns?: SchemaData
}

const inPathNames = (path: string) => new Set([...path.matchAll(/\{([^}]+)\}/g)].map(match => match[1] ?? ''))

export function apiMethodsOf(specs: Iterable<EndpointSpec>): ApiMethod[] {
  return [...specs].map(spec => {
    const inPath = inPathNames(spec.path)
    const parameters = Object.fromEntries(Object.entries(spec.parameters).filter(([name]) => !inPath.has(name)))
    const { method, path, description } = spec
    return { method, path, task: spec.task !== undefined, description, parameters, ...(spec.returns ? { returns: spec.returns } : {}) }
  })
}

/** The text of the generated file: a line a method. */
export function apiTableText(methods: readonly ApiMethod[]): string {
  const slim = methods.map(({ returns: _returns, ...method }) => ({
    ...method,
    description: '',
    parameters: slimProperties(method.parameters),
  }))
  return `[\n${slim.map(method => JSON.stringify(method)).join(',\n')}\n]\n`
}

const segmentsOf = (path: string) => path.split('/').filter(Boolean)
const isParameter = (segment: string | undefined) => segment?.startsWith('{') ?? false

/** Does a concrete path begin the way a declared one does? The last parameter of a method takes slashes, as volume ids have them. */
export function matchesPath(declared: string, path: string): boolean {
  const want = segmentsOf(declared)
  const have = segmentsOf(path)
  if (want.length > have.length) return false
  if (want.length < have.length && !(isParameter(want.at(-1)) && want.at(-2) === 'content')) return false
  return want.every((segment, at) => segment === have[at] || isParameter(segment))
}

/** The method at a concrete path; fixed names win over parameters. */
export function methodAt(methods: readonly ApiMethod[], method: HttpMethod, path: string): ApiMethod | undefined {
  return methods
    .filter(one => one.method === method && matchesPath(one.path, path))
    .toSorted((a, b) => a.path.split('{').length - b.path.split('{').length)[0]
}

/** `nodes/pve//qemu/` → `/nodes/pve/qemu` */
export const normalPath = (path: string | undefined): string => `/${segmentsOf(path ?? '').join('/')}`

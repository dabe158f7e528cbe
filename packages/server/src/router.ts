import type { EndpointSpec, Implementation } from '@quorate/contract'
import { Failure } from '@quorate/schema'
import type { MethodKey } from './channels.ts'
import { indexRows } from './index-rows.ts'

/** One declared method, with its handler where it is built. */
export interface Route {
  readonly key: MethodKey
  readonly spec: EndpointSpec
  readonly implementation: Implementation | undefined
  /** For an index of the tree: its answer. */
  readonly rows: readonly Readonly<Record<string, string>>[] | undefined
}

export interface Match {
  readonly route: Route
  readonly pathParameters: Readonly<Record<string, string>>
}

export interface Router {
  /** Throws a Failure: 501 for what is not declared, 400 for a path that cannot be decoded. */
  match(method: string, path: string): Match
  byKey(key: MethodKey): Route | undefined
  readonly routes: Iterable<Route>
}

interface Entry {
  readonly route: Route
  readonly names: readonly string[]
  /** The last parameter is a free text with nothing below it: it takes the rest of the path, slashes too (volume ids). */
  readonly takesRest: boolean
}

interface Branch {
  readonly fixed: Map<string, Branch>
  any: Branch | undefined
  readonly methods: Map<string, Entry>
}

const newBranch = (): Branch => ({ fixed: new Map(), any: undefined, methods: new Map() })

export const keyOf = (spec: Pick<EndpointSpec, 'method' | 'path'>): MethodKey => `${spec.method} ${spec.path}`

const segmentsOf = (path: string) => path.split('/').filter(segment => segment !== '')

const parameterOf = (segment: string) => (segment.startsWith('{') && segment.endsWith('}') ? segment.slice(1, -1) : undefined)

function isFreeText(spec: EndpointSpec, name: string | undefined): boolean {
  const schema = name === undefined ? undefined : spec.parameters[name]
  return schema?.type === 'string' && !('format' in schema) && !('pattern' in schema) && !('enum' in schema)
}

function notImplemented(method: string, path: string): Failure {
  return new Failure(`Method '${method} ${path}' not implemented`, { status: 501 })
}

function decodeSegment(segment: string, path: string): string {
  if (!segment.includes('%')) return segment
  try {
    return decodeURIComponent(segment)
  } catch (cause) {
    throw new Failure(`the path '${path}' holds an escape sequence that is no UTF-8`, { status: 400, cause })
  }
}

/** Compiles declarations into a tree of path segments. A handler without a declaration, or two of a kind, is a bug and throws. */
export function createRouter(specs: Iterable<EndpointSpec>, implementations: Iterable<Implementation>): Router {
  const handlers = new Map<MethodKey, Implementation>()
  for (const implementation of implementations) {
    const key = keyOf(implementation.spec)
    if (handlers.has(key)) throw new Error(`${key} has two handlers`)
    handlers.set(key, implementation)
  }
  const declared = [...specs]
  const top = newBranch()
  const branchOf = new Map<EndpointSpec, Branch>()
  for (const spec of declared) {
    let branch = top
    for (const segment of segmentsOf(spec.path)) {
      if (parameterOf(segment) !== undefined) branch = branch.any ??= newBranch()
      else {
        let next = branch.fixed.get(segment)
        if (!next) branch.fixed.set(segment, (next = newBranch()))
        branch = next
      }
    }
    branchOf.set(spec, branch)
  }
  const routes = new Map<MethodKey, Route>()
  for (const [spec, branch] of branchOf) {
    const key = keyOf(spec)
    if (routes.has(key)) throw new Error(`${key} is declared twice`)
    const rows = spec.index ? indexRows(spec, [...branch.fixed.keys()]) : undefined
    const route: Route = { key, spec, implementation: handlers.get(key), rows }
    const names = segmentsOf(spec.path).flatMap(segment => parameterOf(segment) ?? [])
    const last = parameterOf(segmentsOf(spec.path).at(-1) ?? '')
    const takesRest = branch.fixed.size === 0 && !branch.any && isFreeText(spec, last)
    branch.methods.set(spec.method, { route, names, takesRest })
    routes.set(key, route)
    handlers.delete(key)
  }
  const stray = handlers.keys().next().value
  if (stray !== undefined) throw new Error(`${stray} has a handler and no declaration`)

  return {
    routes: [...routes.values()],
    byKey: key => routes.get(key),
    match(method, path) {
      const segments = segmentsOf(path)
      const values: string[] = []
      let branch = top
      let used = 0
      for (; used < segments.length; used++) {
        const segment = segments[used] ?? ''
        const fixed = branch.fixed.get(segment)
        if (fixed) branch = fixed
        else if (branch.any) {
          values.push(segment)
          branch = branch.any
        } else break
      }
      const entry = branch.methods.get(method)
      if (!entry || (used < segments.length && !entry.takesRest)) throw notImplemented(method, path)
      if (used < segments.length) values.push([values.pop(), ...segments.slice(used)].join('/'))
      const pathParameters: Record<string, string> = {}
      entry.names.forEach((name, at) => (pathParameters[name] = decodeSegment(values[at] ?? '', path)))
      return { route: entry.route, pathParameters }
    },
  }
}

import { buildTree, findNode, indexRows, type EndpointSpec, type HttpMethod, type Implementation } from '@quorate/contract'
import { Failure } from '@quorate/schema'
import type { MethodKey } from './channels.ts'

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
  /** Throws a Failure (501) for what is not declared. */
  match(method: string, path: string): Match
  readonly routes: readonly Route[]
}

export const keyOf = (spec: Pick<EndpointSpec, 'method' | 'path'>): MethodKey => `${spec.method} ${spec.path}`

/** Joins declarations and handlers. A handler without a declaration, or two of a kind, is a bug and throws. */
export function createRouter(specs: Iterable<EndpointSpec>, implementations: Iterable<Implementation>): Router {
  const declared = [...specs]
  const tree = buildTree(declared)
  const handlers = new Map<MethodKey, Implementation>()
  for (const implementation of implementations) {
    const key = keyOf(implementation.spec)
    if (handlers.has(key)) throw new Error(`${key} has two handlers`)
    handlers.set(key, implementation)
  }
  const routes = new Map<EndpointSpec, Route>()
  for (const spec of declared) {
    const key = keyOf(spec)
    const node = spec.index ? findNode(tree, spec.path)?.node : undefined
    routes.set(spec, { key, spec, implementation: handlers.get(key), rows: node && indexRows(node) })
    handlers.delete(key)
  }
  const stray = handlers.keys().next().value
  if (stray !== undefined) throw new Error(`${stray} has a handler and no declaration`)

  return {
    routes: [...routes.values()],
    match(method, path) {
      const found = findNode(tree, path)
      const spec = found?.node.methods.get(method as HttpMethod)
      const route = spec && routes.get(spec)
      if (!found || !route) throw new Failure(`Method '${method} ${path}' not implemented`, { status: 501 })
      return { route, pathParameters: found.parameters }
    },
  }
}

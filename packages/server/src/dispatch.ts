import { nodeParameter, type Attached, type Caller } from '@quorate/contract'
import { compileDecoder, Failure, failureText, parameterFailure } from '@quorate/schema'
import { anonymous } from './authentication.ts'
import { createCall } from './call.ts'
import type { MethodKey } from './channels.ts'
import type { ApiRequest, Dispatcher, DispatcherOptions, Visit } from './dispatcher.ts'
import type { Outcome } from './outcome.ts'
import { outcomeOf } from './outcome.ts'
import { compilePolicies, type CheckPolicies } from './parameter-policies.ts'
import { propertyTexts } from './property-texts.ts'
import { createRouter, type Match, type Route } from './router.ts'

type Parameters = Record<string, unknown>

const parametersIn = (template: string) => new Set(template.match(/\{[^}]+\}/g))

/** Whoever logs in anew may still send an old cookie: bad credentials are no credentials here. */
async function identifyVisitor(request: Visit): Promise<Caller | undefined> {
  try {
    return await request.authenticate()
  } catch (refused) {
    if (refused instanceof Failure) return undefined
    throw refused
  }
}

/**
 * Takes every call the same way: find the method, find out who calls, decode, check, and only then let anything happen.
 */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { authorizer, node, runner, onBug = (error, key) => console.error(`${key}:`, error) } = options
  const router = createRouter(options.specs, options.implementations)
  const ownPath = `/nodes/${node}/`
  const policies = new Map<MethodKey, CheckPolicies | undefined>()
  for (const { key, spec } of router.routes) policies.set(key, compilePolicies(spec))

  async function identify(request: Visit, { spec, key }: Route): Promise<Caller> {
    if (spec.permission?.kind === 'world') {
      const known = await identifyVisitor(request)
      return known ?? anonymous(request.address)
    }
    const caller = await request.authenticate()
    if (!caller) throw new Failure(`No ticket: ${key} needs a login or an API token`, { status: 401 })
    if (spec.allowToken === false && caller.token !== undefined) {
      throw new Failure(`Permission check failed (${key} cannot be called with an API token)`, { status: 403 })
    }
    return caller
  }

  function decode({ spec }: Route, raw: ApiRequest['raw'], pathParameters: Match['pathParameters']): Parameters {
    const decoded = compileDecoder(spec.parameters)({ ...raw, ...pathParameters })
    if ('errors' in decoded) throw parameterFailure(decoded.errors)
    return decoded.ok
  }

  /** undefined: this node runs it. */
  function otherNode({ spec }: Route, parameters: Parameters): string | undefined {
    const name = nodeParameter(spec)
    if (name === undefined) return undefined
    const wanted = parameters[name]
    if (wanted === undefined || wanted === node) return undefined
    if (wanted === 'localhost') {
      parameters[name] = node
      return undefined
    }
    return String(wanted)
  }

  async function run(request: ApiRequest, match: Match): Promise<Outcome> {
    const { route } = match
    const { spec, key, implementation, rows } = route
    const caller = await identify(request, route)
    if (!implementation && !rows)
      throw new Failure(`Method '${spec.method} ${request.path}' not implemented: it is declared but not built yet`, { status: 501 })
    const parameters = decode(route, request.raw, match.pathParameters)
    // First, so that permissions are those on the node by its name.
    const target = otherNode(route, parameters)
    policies.get(key)?.(caller, parameters, authorizer)
    if (spec.permission?.kind !== 'world') authorizer.check(spec.permission, caller, parameters)
    const { signal, upload } = request
    const texts = propertyTexts(spec, request.raw)
    const attached: Attached = { ...(upload && { upload }), ...(texts && { texts }) }
    if (target !== undefined) throw new Failure(`hostname lookup '${target}' failed - no such cluster node '${target}'`)
    if (!implementation) return { kind: 'data', data: rows }
    if (spec.task !== undefined || spec.queue !== undefined || spec.inRunner)
      return outcomeOf(spec, await runner.submit(key, parameters, caller, attached, signal))
    const call = createCall({ caller, node, authorizer, signal, attached })
    return outcomeOf(spec, await implementation.handler(call, parameters as never))
  }

  return {
    routes: router.routes,
    find: (method, path) => router.match(method, path).route.spec,
    nodeOf(spec, path, raw) {
      const name = nodeParameter(spec)
      if (name === undefined || path.startsWith(ownPath)) return undefined
      const wanted = router.match(spec.method, path).pathParameters[name] ?? raw[name]
      return typeof wanted === 'string' && wanted !== node && wanted !== 'localhost' ? wanted : undefined
    },
    identify: request => identify(request, router.match(request.method, request.path).route),
    async admit(request) {
      const { route, pathParameters } = router.match(request.method, request.path)
      const caller = await identify(request, route)
      const { permission, path } = route.spec
      // Only what the path alone decides; the whole check comes with all parameters.
      if (permission?.kind === 'privileges' && !permission.onlyWith && parametersIn(permission.path).isSubsetOf(parametersIn(path))) {
        authorizer.check(permission, caller, pathParameters)
      }
      return caller
    },
    async dispatch(request) {
      const match = router.match(request.method, request.path)
      try {
        return await run(request, match)
      } catch (error) {
        if (error instanceof Failure) throw error
        onBug(error, match.route.key)
        throw new Failure(`unexpected error: ${failureText(error)}`, { cause: error })
      }
    },
  }
}

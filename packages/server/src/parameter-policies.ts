import type { Caller, EndpointSpec, ParameterPolicy, Privilege } from '@quorate/contract'
import { Failure, permissionFailure, splitList } from '@quorate/schema'
import type { Authorizer } from './authentication.ts'

type Parameters = Readonly<Record<string, unknown>>

/** Refuses a call (403) because of a parameter that this caller may not give. */
export type CheckPolicies = (caller: Caller, parameters: Parameters, authorizer: Authorizer) => void

/** `/vms/{vmid}` with the decoded parameters; undefined where one was not given, or would name an object further down. */
export function objectPath(template: string, parameters: Parameters): string | undefined {
  let whole = true
  const path = template.replaceAll(/\{([^}]+)\}/g, (_, name: string) => {
    const value = parameters[name]
    const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
    if (text === '' || text === '.' || text === '..' || text.includes('/')) whole = false
    return text
  })
  return whole ? path : undefined
}

/** `net[n]` is the name that net0 was declared under. */
function declaredName(name: string): string {
  return name.replace(/\d+$/, '[n]')
}

/** The parameters that a call sets, and the settings that it takes back by naming them in `delete` or `revert`. */
function* touched(parameters: Parameters): Generator<string> {
  yield* Object.keys(parameters)
  for (const list of [parameters.delete, parameters.revert]) if (typeof list === 'string') yield* splitList(list)
}

/** The rules that stand on single parameters of a method; undefined where there are none. */
export function compilePolicies(spec: EndpointSpec): CheckPolicies | undefined {
  const rootOnly = new Set<string>()
  const privileged = new Map<string, readonly Privilege[]>()
  for (const [name, schema] of Object.entries(spec.parameters)) {
    const policy = schema as ParameterPolicy
    if (policy.rootOnly) rootOnly.add(name)
    if (policy.privilege) privileged.set(name, policy.privilege)
  }
  if (rootOnly.size === 0 && privileged.size === 0) return undefined
  const privilegePaths = [spec.privilegePath ?? []].flat()
  if (privileged.size > 0 && privilegePaths.length === 0) {
    throw new Error(`${spec.method} ${spec.path}: a parameter with a privilege needs the method's privilegePath`)
  }

  return (caller, parameters, authorizer) => {
    if (caller.root) return
    const refused: string[] = []
    for (const given of touched(parameters)) {
      const name = Object.hasOwn(spec.parameters, given) ? given : declaredName(given)
      if (rootOnly.has(name)) refused.push(given)
      const anyOf = privileged.get(name)
      if (!anyOf) continue
      const paths = privilegePaths.map(template => objectPath(template, parameters)).filter(path => path !== undefined)
      if (!paths.some(path => authorizer.may(caller, path, anyOf))) throw permissionFailure(paths[0] ?? privilegePaths[0] ?? '', anyOf)
    }
    if (refused.length === 0) return
    throw new Failure(`Permission check failed (only root@pam may set ${refused.map(name => `'${name}'`).join(', ')})`, { status: 403 })
  }
}

import { privileges, type Privilege } from '@quorate/contract'
import type { AccessConfig, RoleGrants } from '../config/access-config.ts'
import { builtinRoles, noAccess } from './roles.ts'

/** Privilege to whether it also holds below the path. */
export type Grants = ReadonlyMap<Privilege, boolean>

export const nothing: Grants = new Map()
export const everything: Grants = new Map(privileges.map(name => [name, true]))

/** What one path of the access control list says to a subject: to the path itself, and to what lies below. */
interface PathRules {
  readonly here?: Grants
  readonly below?: Grants
}

/** What the list says to one user, or to one token by itself, by path. */
export type SubjectRules = ReadonlyMap<string, PathRules>

function privilegesOfRole(config: AccessConfig, role: string): Iterable<Privilege> {
  // A role that is gone grants nothing, and still hides what is inherited: a limit must not turn into its opposite.
  return (Object.hasOwn(builtinRoles, role) ? builtinRoles[role] : config.roles.get(role)) ?? []
}

function grantsOf(config: AccessConfig, roles: readonly RoleGrants[]): Grants | undefined {
  const merged = new Map<string, boolean>()
  for (const [role, propagate] of roles.flatMap(one => [...one])) merged.set(role, (merged.get(role) ?? false) || propagate)
  if (!merged.size) return undefined
  const result = new Map<Privilege, boolean>()
  if (merged.has(noAccess)) return result
  for (const [role, propagate] of merged) {
    for (const name of privilegesOfRole(config, role)) result.set(name, (result.get(name) ?? false) || propagate)
  }
  return result
}

const propagating = (roles: RoleGrants): RoleGrants => new Map([...roles].filter(([, propagate]) => propagate))

/** The rules of a user (with groups) or of a token (alone). */
export function rulesOf(config: AccessConfig, subject: string, groups: readonly string[]): SubjectRules {
  const rules = new Map<string, PathRules>()
  for (const [path, subjects] of config.acl) {
    const own = subjects.get(subject)
    const ofGroups = groups.flatMap(group => subjects.get(`@${group}`) ?? [])
    if (!own && !ofGroups.length) continue
    // What is said to the user himself replaces what is said to his groups, on the same path.
    const ownBelow = own && propagating(own)
    const here = grantsOf(config, own ? [own] : ofGroups)
    const below = grantsOf(config, ownBelow?.size ? [ownBelow] : ofGroups.map(propagating))
    rules.set(path, { ...(here && { here }), ...(below && { below }) })
  }
  return rules
}

export function parentPath(path: string): string | undefined {
  if (path === '/') return undefined
  const at = path.lastIndexOf('/')
  return at <= 0 ? '/' : path.slice(0, at)
}

/** Decides paths for one set of rules; remembers what folders hand down. */
export class RuleView {
  readonly #rules: SubjectRules
  readonly #handedDown = new Map<string, Grants>()

  constructor(rules: SubjectRules) {
    this.#rules = rules
  }

  /** What the list says about exactly this path. */
  own(path: string): Grants | undefined {
    return this.#rules.get(path)?.here
  }

  /** The nearest rule counts: the path's own, else the nearest one above that is handed down. */
  at(path: string): Grants {
    return this.own(path) ?? this.below(parentPath(path))
  }

  /** What the path hands down to those below it. */
  below(path: string | undefined): Grants {
    if (path === undefined) return nothing
    const known = this.#handedDown.get(path)
    if (known) return known
    const grants = this.#rules.get(path)?.below ?? this.below(parentPath(path))
    this.#handedDown.set(path, grants)
    return grants
  }

  /** What a pool hands down to its members: the nearest rule on the pool, the pools it lies in, or all pools. */
  ofPool(pool: string): Grants | undefined {
    for (let path: string | undefined = `/pool/${pool}`; path !== undefined && path !== '/'; path = parentPath(path)) {
      const below = this.#rules.get(path)?.below
      if (below) return below
    }
    return undefined
  }
}

export function intersect(a: Grants, b: Grants): Grants {
  const result = new Map<Privilege, boolean>()
  for (const [name, propagate] of a) {
    const other = b.get(name)
    if (other !== undefined) result.set(name, propagate && other)
  }
  return result
}

export function union(a: Grants, b: Grants): Grants {
  if (!b.size) return a
  if (!a.size) return b
  const result = new Map(a)
  for (const [name, propagate] of b) result.set(name, (result.get(name) ?? false) || propagate)
  return result
}

import type { Privilege } from '@quorate/contract'

export interface UserEntry {
  enable: boolean
  /** seconds since 1970; 0: never */
  expire: number
  firstname: string
  lastname: string
  email: string
  comment: string
  keys: string
}

export interface TokenEntry {
  /** seconds since 1970; 0: as the user */
  expire: number
  privsep: boolean
  comment: string
}

export interface GroupEntry {
  users: Set<string>
  comment: string
}

export interface PoolEntry {
  comment: string
  vms: Set<number>
  storages: Set<string>
}

/** Role to propagate flag. */
export type RoleGrants = Map<string, boolean>

/** What `user.cfg` says. A fresh parse may be edited and written back; a cached one is never changed. */
export interface AccessConfig {
  /** By `name@realm`. */
  readonly users: Map<string, UserEntry>
  /** By `name@realm!token`. */
  readonly tokens: Map<string, TokenEntry>
  readonly groups: Map<string, GroupEntry>
  /** By pool id; `a/b` lies in `a`. */
  readonly pools: Map<string, PoolEntry>
  /** Roles that people made. The built-in ones are in roles.ts and cannot be changed. */
  readonly roles: Map<string, Set<Privilege>>
  /** Object path, then subject: `@group`, `name@realm` or `name@realm!token`. */
  readonly acl: Map<string, Map<string, RoleGrants>>
}

export function emptyAccessConfig(): AccessConfig {
  return { users: new Map(), tokens: new Map(), groups: new Map(), pools: new Map(), roles: new Map(), acl: new Map() }
}

/** Sets, or with `propagate` undefined removes, one entry of the access control list. */
export function setGrant(config: AccessConfig, path: string, subject: string, role: string, propagate: boolean | undefined): void {
  const subjects = config.acl.get(path) ?? new Map<string, RoleGrants>()
  const grants: RoleGrants = subjects.get(subject) ?? new Map()
  if (propagate === undefined) grants.delete(role)
  else grants.set(role, propagate)
  if (grants.size) subjects.set(subject, grants)
  else subjects.delete(subject)
  if (subjects.size) config.acl.set(path, subjects)
  else config.acl.delete(path)
}

/** Removes everything that the access control list says about subjects that match. */
export function removeSubjects(config: AccessConfig, matches: (subject: string) => boolean): void {
  for (const [path, subjects] of config.acl) {
    for (const subject of subjects.keys()) if (matches(subject)) subjects.delete(subject)
    if (!subjects.size) config.acl.delete(path)
  }
}

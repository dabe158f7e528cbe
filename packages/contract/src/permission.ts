import type { Privilege } from './privileges.ts'

/**
 * Who may call a method, as data. Decided by the access package; omitted on an endpoint means root@pam only, so that
 * forgetting closes the door. In `path`, `{name}` stands for the decoded parameter of that name.
 */
export type Permission =
  | { readonly kind: 'world' }
  | { readonly kind: 'user' }
  | {
      readonly kind: 'privileges'
      readonly path: string
      readonly privileges: readonly Privilege[]
      readonly any: boolean
      readonly onlyWith?: string
    }
  | { readonly kind: 'or'; readonly of: readonly Permission[] }
  | { readonly kind: 'and'; readonly of: readonly Permission[] }
  /** `self`: the parameter userid names the caller. `Realm.AllocateUser`: the caller has it on the realm of userid. */
  | { readonly kind: 'user-param'; readonly what: 'self' | 'Realm.AllocateUser' }
  /** The privileges on any group of the user (or, with groupsParam, on each group named by the parameter `groups`). */
  | { readonly kind: 'user-group'; readonly privileges: readonly Privilege[]; readonly groupsParam?: 'create' | 'update' }
  /** May change permissions on this object path. */
  | { readonly kind: 'modify-acl'; readonly path: string }

/** Anybody, logged in or not. */
export const world: Permission = { kind: 'world' }
/** Any authenticated user; the handler shows only what the caller may see. */
export const anyUser: Permission = { kind: 'user' }

/** All of the privileges on the path. */
export function needs(path: string, ...privileges: Privilege[]): Permission {
  return { kind: 'privileges', path, privileges, any: false }
}
/** One of the privileges on the path. */
export function needsAny(path: string, ...privileges: Privilege[]): Permission {
  return { kind: 'privileges', path, privileges, any: true }
}
/** As `needs`, and only when the parameter is given; otherwise it does not hold. */
export function needsWith(param: string, path: string, ...privileges: Privilege[]): Permission {
  return { kind: 'privileges', path, privileges, any: false, onlyWith: param }
}
export function either(...of: Permission[]): Permission {
  return { kind: 'or', of }
}
export function both(...of: Permission[]): Permission {
  return { kind: 'and', of }
}
export const userParam = (what: 'self' | 'Realm.AllocateUser'): Permission => ({ kind: 'user-param', what })
export const userGroup = (privileges: Privilege[], groupsParam?: 'create' | 'update'): Permission =>
  groupsParam ? { kind: 'user-group', privileges, groupsParam } : { kind: 'user-group', privileges }
export const modifyAcl = (path: string): Permission => ({ kind: 'modify-acl', path })

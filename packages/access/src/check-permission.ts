import type { Caller, Permission, Privilege } from '@quorate/contract'
import { Failure, permissionFailure, splitList } from '@quorate/schema'
import type { AccessReader } from './access-reader.ts'
import { aclPath, shareOwner } from './decide/object-path.ts'
import { effectivePermissions, type PermissionTree } from './decide/effective.ts'

/** Decides what a caller may do. The same shape as the server asks for. */
export interface Authorizer {
  /** Throws a Failure (403) unless the permission holds; undefined permission means root@pam only. `parameters` are decoded. */
  check(permission: Permission | undefined, caller: Caller, parameters: Readonly<Record<string, unknown>>): void
  /** Has the caller at least one of the privileges on the object path? */
  may(caller: Caller, path: string, anyOf: readonly Privilege[]): boolean
  /** Throws a Failure (403) unless the caller has all of the privileges on the object path. */
  authorize(caller: Caller, path: string, privileges: readonly Privilege[]): void
  /** Object path to privilege to 1 (also below) or 0, for one path or for all paths that matter. */
  effectivePermissions(authid: string, path?: string): PermissionTree
}

type Parameters = Readonly<Record<string, unknown>>

/** Why a permission does not hold; undefined: it does. */
type Refusal = Failure | undefined

function textParameter(parameters: Parameters, name: string): string {
  const value = parameters[name]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** Fills in `{name}`. A value with a slash would name another object: only pools are nested, and an ACL's path is one. */
function fillPath(template: string, parameters: Parameters): string | undefined {
  let complete = true
  const path = template.replace(/\{([^}]+)\}/g, (_, name: string) => {
    const value = textParameter(parameters, name)
    const nested = name === 'path' || name === 'poolid' || name === 'pool'
    if (value === '' || (!nested && value.includes('/')) || /(?:^|\/)\.{1,2}(?:\/|$)/.test(value)) complete = false
    return value
  })
  return complete ? path : undefined
}

function groupList(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : splitList(typeof value === 'string' ? value : '')
}

export function createAuthorizer(reader: AccessReader): Authorizer {
  const holds = (caller: Caller, path: string, privilege: Privilege) => reader.decider().holds(caller.authid, path, privilege, reader.now())
  const may: Authorizer['may'] = (caller, path, anyOf) => anyOf.some(name => holds(caller, path, name))

  function onPath(caller: Caller, path: string, names: readonly Privilege[], any: boolean): Refusal {
    const granted = any ? may(caller, path, names) : names.every(name => holds(caller, path, name))
    return granted ? undefined : permissionFailure(path, names)
  }

  function userGroup(caller: Caller, parameters: Parameters, names: readonly Privilege[], groupsParam?: 'create' | 'update'): Refusal {
    const all = '/access/groups'
    if (may(caller, all, names)) return undefined
    const refusal = permissionFailure(all, names)
    const given = parameters.groups === undefined ? undefined : groupList(parameters.groups)
    for (const id of groupsParam ? (given ?? []) : []) {
      if (!may(caller, `${all}/${id}`, names)) return permissionFailure(`${all}/${id}`, names)
    }
    if (groupsParam === 'create') return given?.length ? undefined : refusal
    const userid = textParameter(parameters, 'userid')
    const config = reader.config()
    if (!config.users.has(userid)) return refusal
    const shared = [...config.groups].some(([id, { users }]) => users.has(userid) && may(caller, `${all}/${id}`, names))
    return shared ? undefined : refusal
  }

  function modifyAcl(caller: Caller, given: string): Refusal {
    const path = aclPath(given)
    if (path === undefined) return permissionFailure(given, ['Permissions.Modify'])
    const owner = shareOwner(path)
    return onPath(caller, path, owner ? ['Permissions.Modify', owner] : ['Permissions.Modify'], true)
  }

  function refusal(permission: Permission, caller: Caller, parameters: Parameters): Refusal {
    switch (permission.kind) {
      case 'world':
        return undefined
      case 'user':
        return caller.authid === '' ? new Failure('No ticket', { status: 401 }) : undefined
      case 'privileges': {
        if (permission.onlyWith !== undefined && parameters[permission.onlyWith] === undefined) {
          return permissionFailure(permission.path, permission.privileges)
        }
        const path = fillPath(permission.path, parameters)
        return path === undefined
          ? permissionFailure(permission.path, permission.privileges)
          : onPath(caller, path, permission.privileges, permission.any)
      }
      case 'or': {
        let last: Refusal = new Failure('Permission check failed', { status: 403 })
        for (const one of permission.of) {
          last = refusal(one, caller, parameters)
          if (!last) return undefined
        }
        return last
      }
      case 'and': {
        for (const one of permission.of) {
          const refused = refusal(one, caller, parameters)
          if (refused) return refused
        }
        return permission.of.length ? undefined : new Failure('Permission check failed', { status: 403 })
      }
      case 'user-param': {
        const userid = textParameter(parameters, 'userid')
        // A token is not its user: a limited one could make itself an unlimited one otherwise.
        if (permission.what === 'self') {
          return caller.authid !== '' && caller.authid === userid
            ? undefined
            : new Failure('Permission check failed (not your own user)', { status: 403 })
        }
        return onPath(caller, `/access/realm/${userid.slice(userid.lastIndexOf('@') + 1)}`, ['Realm.AllocateUser'], false)
      }
      case 'user-group':
        return userGroup(caller, parameters, permission.privileges, permission.groupsParam)
      case 'modify-acl':
        return modifyAcl(caller, fillPath(permission.path, parameters) ?? '')
    }
  }

  return {
    check(permission, caller, parameters) {
      if (permission?.kind === 'world') return
      if (caller.authid === '') throw new Failure('No ticket', { status: 401 })
      if (caller.root) return
      const refused = permission
        ? refusal(permission, caller, parameters)
        : new Failure('Permission check failed (user != root@pam)', { status: 403 })
      if (refused) throw refused
    },
    may,
    authorize(caller, path, names) {
      const refused = onPath(caller, path, names, false)
      if (refused) throw refused
    },
    effectivePermissions: (authid, path) => effectivePermissions(reader.decider(), authid, reader.now(), path),
  }
}

import { modifyAcl, type Caller } from '@quorate/contract'
import { Failure, permissionFailure, splitList } from '@quorate/schema'
import type { Access } from '../access.ts'
import { type AccessConfig, setGrant } from '../config/access-config.ts'
import { editAccess } from '../config/edit-access.ts'
import { aclPath } from '../decide/object-path.ts'
import { privilegesOfRole } from '../roles/roles.ts'
import { findUser } from '../users/require-user.ts'

function mayShare({ authorizer }: Access, caller: Caller, path: string): boolean {
  try {
    authorizer.check(modifyAcl(path), caller, {})
    return true
  } catch (error) {
    if (error instanceof Failure) return false
    throw error
  }
}

function kindOf(subject: string): { type: 'group' | 'token' | 'user'; ugid: string } {
  if (subject.startsWith('@')) return { type: 'group', ugid: subject.slice(1) }
  return { type: subject.includes('!') ? 'token' : 'user', ugid: subject }
}

/** The entries that the caller may see: all with Sys.Audit on /access, else those on paths whose permissions he may change. */
export function listAcl(access: Access, caller: Caller) {
  const seesAll = access.authorizer.may(caller, '/access', ['Sys.Audit'])
  return [...access.reader.config().acl]
    .filter(([path]) => seesAll || mayShare(access, caller, path))
    .flatMap(([path, subjects]) =>
      [...subjects].flatMap(([subject, roles]) =>
        Array.from(roles, ([roleid, propagate]) => ({ path, ...kindOf(subject), roleid, propagate: propagate ? 1 : 0 })),
      ),
    )
}

export interface AclChange {
  path: string
  roles: string
  users?: string
  groups?: string
  tokens?: string
  propagate?: boolean
  delete?: boolean
}

function refuse(errors: Record<string, string>): never {
  throw new Failure('Parameter verification failed.', { status: 400, errors })
}

function requireSubjects(config: AccessConfig, { users = '', groups = '', tokens = '' }: AclChange): void {
  for (const id of splitList(groups)) if (!config.groups.has(id)) throw new Failure(`group '${id}' does not exist`)
  for (const id of splitList(users)) if (!findUser(config, id)) throw new Failure(`user '${id}' does not exist`)
  for (const id of splitList(tokens)) if (!config.tokens.has(id)) throw new Failure(`no such token '${id}'`)
}

/** Gives or takes roles on a path. Who may share only because he owns the object gives no more than he has himself. */
export async function updateAcl({ store, authorizer, reader }: Access, caller: Caller, change: AclChange): Promise<void> {
  const path = aclPath(change.path) ?? refuse({ path: `invalid ACL path '${change.path}'` })
  const { users = '', groups = '', tokens = '', propagate = true } = change
  const subjects = [...splitList(groups).map(id => `@${id}`), ...splitList(users), ...splitList(tokens)]
  if (!subjects.length) refuse({ users: 'either users, groups or tokens must be given' })
  const unlimited = caller.root || authorizer.may(caller, path, ['Permissions.Modify'])
  await editAccess(store, caller, config => {
    if (!change.delete) requireSubjects(config, change)
    for (const role of splitList(change.roles)) {
      const given = privilegesOfRole(config, role)
      if (!given && !change.delete) throw new Failure(`role '${role}' does not exist`)
      const own = reader.decider().privileges(caller.authid, path, reader.now())
      const beyond = unlimited ? [] : (given ?? []).filter(name => !own.has(name) || (propagate && !own.get(name)))
      if (beyond.length) throw permissionFailure(path, beyond)
      for (const subject of subjects) setGrant(config, path, subject, role, change.delete ? undefined : propagate)
    }
  })
}

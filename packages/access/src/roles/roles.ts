import type { Caller, Privilege } from '@quorate/contract'
import { privileges } from '@quorate/contract'
import { Failure, splitList } from '@quorate/schema'
import type { Access } from '../access.ts'
import { type AccessConfig, setGrant } from '../config/access-config.ts'
import { editAccess } from '../config/edit-access.ts'
import { builtinRoles } from '../decide/roles.ts'

const known: ReadonlySet<string> = new Set(privileges)

export function privilegesOfRole(config: AccessConfig, roleid: string): readonly Privilege[] | undefined {
  if (Object.hasOwn(builtinRoles, roleid)) return builtinRoles[roleid]
  const own = config.roles.get(roleid)
  return own && [...own].toSorted()
}

function requireRole(config: AccessConfig, roleid: string): readonly Privilege[] {
  const found = privilegesOfRole(config, roleid)
  if (!found) throw new Failure(`role '${roleid}' does not exist`)
  return found
}

function readPrivileges(text: string): Set<Privilege> {
  const names = splitList(text)
  const unknown = names.filter(name => !known.has(name))
  if (unknown.length) {
    throw new Failure('Parameter verification failed.', { status: 400, errors: { privs: `invalid privilege '${unknown.join("', '")}'` } })
  }
  return new Set(names as Privilege[])
}

function refuseBuiltin(roleid: string): void {
  if (Object.hasOwn(builtinRoles, roleid)) throw new Failure(`auto-generated role '${roleid}' cannot be modified`)
}

export function listRoles({ reader }: Access) {
  const { roles } = reader.config()
  const rows = [...Object.keys(builtinRoles).map(id => [id, 1] as const), ...Array.from(roles.keys(), id => [id, 0] as const)]
  return rows
    .filter(([id, special]) => special || !Object.hasOwn(builtinRoles, id))
    .map(([roleid, special]) => ({ roleid, privs: (privilegesOfRole(reader.config(), roleid) ?? []).join(','), special }))
    .toSorted((a, b) => (a.roleid < b.roleid ? -1 : 1))
}

export function readRole({ reader }: Access, roleid: string) {
  return Object.fromEntries(requireRole(reader.config(), roleid).map(name => [name, 1]))
}

export async function createRole({ store }: Access, caller: Caller, roleid: string, privs = ''): Promise<void> {
  const wanted = readPrivileges(privs)
  if (/^(?:PVE|Administrator$|NoAccess$)/i.test(roleid)) {
    throw new Failure('Parameter verification failed.', {
      status: 400,
      errors: { roleid: `the name '${roleid}' is reserved for built-in roles` },
    })
  }
  await editAccess(store, caller, config => {
    if (config.roles.has(roleid)) throw new Failure(`role '${roleid}' already exists`)
    config.roles.set(roleid, wanted)
  })
}

export async function updateRole(
  { store }: Access,
  caller: Caller,
  roleid: string,
  privs: string | undefined,
  append: boolean,
): Promise<void> {
  const wanted = readPrivileges(privs ?? '')
  await editAccess(store, caller, config => {
    const present = requireRole(config, roleid)
    refuseBuiltin(roleid)
    config.roles.set(roleid, append ? new Set([...present, ...wanted]) : wanted)
  })
}

/** Permissions that were given with the role go with it. */
export async function deleteRole({ store }: Access, caller: Caller, roleid: string): Promise<void> {
  await editAccess(store, caller, config => {
    requireRole(config, roleid)
    refuseBuiltin(roleid)
    config.roles.delete(roleid)
    for (const [path, subjects] of config.acl) {
      for (const subject of subjects.keys()) setGrant(config, path, subject, roleid, undefined)
    }
  })
}

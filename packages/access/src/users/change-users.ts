import { preferencesFile, type Author } from '@quorate/cluster'
import type { Caller } from '@quorate/contract'
import { Failure, splitList } from '@quorate/schema'
import type { Access } from '../access.ts'
import { tokenFilePath } from '../authenticate.ts'
import { removeSubjects } from '../config/access-config.ts'
import { editAccess } from '../config/edit-access.ts'
import { tokenTable } from '../config/line-table.ts'
import { userPattern } from '../config/user-cfg-lines.ts'
import { rootUser } from '../decide/decide.ts'
import { splitUserid } from '../realms/realms.ts'
import { forgetTfa } from '../tfa/tfa-state.ts'
import { editableUser, findUser, guardRoot, requireGroups, requireUser } from './require-user.ts'

export interface UserFields {
  comment?: string
  email?: string
  enable?: boolean
  expire?: number
  firstname?: string
  keys?: string
  lastname?: string
  /** `a,b` */
  groups?: string
}

const fieldNames = ['comment', 'email', 'enable', 'expire', 'firstname', 'keys', 'lastname'] as const

function given(fields: UserFields) {
  return Object.fromEntries(fieldNames.flatMap(name => (fields[name] === undefined ? [] : [[name, fields[name]]])))
}

export async function createUser(access: Access, caller: Caller, userid: string, fields: UserFields, password?: string): Promise<void> {
  const { realm } = splitUserid(userid)
  if (!userPattern.test(userid))
    throw new Failure('Parameter verification failed.', { status: 400, errors: { userid: `'${userid}' is no user id` } })
  if (!access.domains().has(realm)) throw new Failure(`cannot create user '${userid}': realm '${realm}' does not exist`)
  const keeping = access.realms.keeping(userid)
  if (password !== undefined && !keeping)
    throw new Failure(`cannot create user '${userid}': passwords of realm '${realm}' are not kept here`)
  if (findUser(access.reader.config(), userid)) throw new Failure(`create user failed: user '${userid}' already exists`)
  // What an earlier user of this name has left must not become this one's.
  await forgetLeftovers(access, userid, caller)
  await editAccess(access.store, caller, config => {
    if (findUser(config, userid)) throw new Failure(`create user failed: user '${userid}' already exists`)
    const groups = splitList(fields.groups ?? '')
    requireGroups(config, groups)
    config.users.set(userid, { enable: true, expire: 0, firstname: '', lastname: '', email: '', comment: '', keys: '', ...given(fields) })
    for (const id of groups) config.groups.get(id)?.users.add(userid)
  })
  if (password === undefined || !keeping) return
  try {
    await keeping.realm.setPassword(keeping.name, password, { authid: caller.authid })
  } catch (error) {
    await deleteUser(access, caller, userid)
    throw new Failure(`create user failed: cannot set the password of '${userid}'`, { cause: error })
  }
}

export async function updateUser({ store }: Access, caller: Caller, userid: string, fields: UserFields, append: boolean): Promise<void> {
  guardRoot(caller, userid, 'user')
  await editAccess(store, caller, config => {
    const groups = fields.groups === undefined ? undefined : splitList(fields.groups)
    requireGroups(config, groups ?? [])
    Object.assign(editableUser(config, userid), given(fields))
    if (!groups) return
    for (const [id, { users }] of config.groups) {
      if (groups.includes(id)) users.add(userid)
      else if (!append) users.delete(userid)
    }
  })
}

/** Takes with the user all that hangs on him: groups, permissions, tokens, password, second factors, preferences. */
export async function deleteUser(access: Access, caller: Caller, userid: string): Promise<void> {
  if (userid === rootUser) throw new Failure(`cannot delete user '${rootUser}': it is the administrator that is always there`)
  await editAccess(access.store, caller, config => {
    requireUser(config, userid)
    const own = (subject: string) => subject === userid || subject.startsWith(`${userid}!`)
    config.users.delete(userid)
    for (const id of config.tokens.keys()) if (own(id)) config.tokens.delete(id)
    for (const { users } of config.groups.values()) users.delete(userid)
    removeSubjects(config, own)
  })
  await forgetLeftovers(access, userid, caller)
}

async function forgetLeftovers({ store, realms }: Access, userid: string, { authid }: Author): Promise<void> {
  const author = { authid }
  await store.update(tokenFilePath, author, text => {
    if (text === undefined) return undefined
    const ids = tokenTable(text)
      .keys()
      .filter(id => id.startsWith(`${userid}!`))
    return ids.reduce((left, id) => tokenTable(left).with(id, undefined), text)
  })
  const keeping = realms.keeping(userid)
  await keeping?.realm.forget(keeping.name, author)
  await forgetTfa(store, userid, author)
  await store.update(preferencesFile(userid), author, text => (text === undefined ? undefined : null))
}

export async function changePassword(
  access: Access,
  caller: Caller,
  userid: string,
  password: string,
  confirmation?: string,
): Promise<void> {
  guardRoot(caller, userid, 'password')
  requireUser(access.reader.config(), userid)
  const keeping = access.realms.keeping(userid)
  if (!keeping)
    throw new Failure(`cannot change the password of '${userid}': passwords of realm '${splitUserid(userid).realm}' are not kept here`)
  await confirmCaller(access, caller, confirmation, 'confirmation-password')
  await keeping.realm.setPassword(keeping.name, password, { authid: caller.authid })
}

/** Whoever changes a password or a second factor proves again who he is; root@pam need not. */
export async function confirmCaller({ login }: Access, caller: Caller, password: string | undefined, parameter: string): Promise<void> {
  if (caller.root) return
  if (password === undefined) {
    throw new Failure('Parameter verification failed.', {
      status: 400,
      errors: { [parameter]: 'your current password is needed for this change' },
    })
  }
  await login.confirm(caller.userid, password, caller.address)
}

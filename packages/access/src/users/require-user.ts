import { Failure } from '@quorate/schema'
import type { AccessConfig, UserEntry } from '../config/access-config.ts'
import { rootUser } from '../decide/decide.ts'

/** root@pam is there also when nobody has written it down. */
const implicitRoot: Readonly<UserEntry> = { enable: true, expire: 0, firstname: '', lastname: '', email: '', comment: '', keys: '' }

export function findUser(config: AccessConfig, userid: string): Readonly<UserEntry> | undefined {
  return config.users.get(userid) ?? (userid === rootUser ? implicitRoot : undefined)
}

export function requireUser(config: AccessConfig, userid: string): Readonly<UserEntry> {
  const user = findUser(config, userid)
  if (!user) throw new Failure(`no such user ('${userid}')`)
  return user
}

/** The entry to be changed; root@pam gets a line now. */
export function editableUser(config: AccessConfig, userid: string): UserEntry {
  const user = { ...requireUser(config, userid) }
  config.users.set(userid, user)
  return user
}

/** What is said of root@pam would open everything: only root@pam itself may change it. */
export function guardRoot(caller: { readonly root: boolean }, userid: string, what: string): void {
  if (userid === rootUser && !caller.root)
    throw new Failure(`Permission check failed (only root@pam may change the ${what} of root@pam)`, { status: 403 })
}

export function requireGroups(config: AccessConfig, groups: readonly string[]): void {
  for (const id of groups) if (!config.groups.has(id)) throw new Failure(`no such group '${id}'`)
}

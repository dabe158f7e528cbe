import type { Caller } from '@quorate/contract'
import { Failure } from '@quorate/schema'
import type { Access } from '../access.ts'
import { requireUser } from '../users/require-user.ts'
import { listEntries, type ListedEntry, parseTfaConfig, tfaPath } from './tfa-cfg.ts'

const usersOf = ({ store }: Access) => parseTfaConfig(store.read(tfaPath)?.text).users

/** The users with second factors that the caller may see. */
export function listTfa(access: Access, caller: Caller) {
  const { reader, authorizer } = access
  const config = reader.config()
  const sees = (path: string) => authorizer.may(caller, path, ['User.Modify', 'Sys.Audit'])
  const seen = (userid: string) =>
    userid === caller.authid ||
    sees('/access/groups') ||
    [...config.groups].some(([id, { users }]) => users.has(userid) && sees(`/access/groups/${id}`))
  return Object.entries(usersOf(access))
    .filter(([userid]) => seen(userid))
    .map(([userid, user]) => ({
      userid,
      entries: listEntries(user),
      ...(user['totp-locked'] && { 'totp-locked': 1 }),
      ...(user['tfa-locked-until'] && { 'tfa-locked-until': user['tfa-locked-until'] }),
    }))
}

export function listUserTfa(access: Access, userid: string): ListedEntry[] {
  requireUser(access.reader.config(), userid)
  return listEntries(usersOf(access)[userid])
}

export function readTfaEntry(access: Access, userid: string, id: string): ListedEntry {
  const entry = listUserTfa(access, userid).find(one => one.id === id)
  if (!entry) throw new Failure(`no such TFA entry '${id}' for user '${userid}'`, { status: 404 })
  return entry
}

/** `{types}`, or without `multiple` the one word that older clients know. */
export function tfaTypes(access: Access, userid: string, multiple: boolean) {
  const enabled = listUserTfa(access, userid).filter(({ enable }) => enable !== false)
  const types = [...new Set(enabled.map(({ type }) => type))]
  const realm = /(?:^|,)type=(\w+)/.exec(
    access
      .domains()
      .get(userid.slice(userid.lastIndexOf('@') + 1))
      ?.values.get('tfa') ?? '',
  )?.[1]
  if (multiple) return { ...(realm && { realm }), types }
  return { ...(realm && { realm }), ...(types.includes('totp') && { user: 'oath' }) }
}

import type { Caller } from '@quorate/contract'
import type { Access } from '../access.ts'
import type { AccessConfig, TokenEntry, UserEntry } from '../config/access-config.ts'
import { rootUser } from '../decide/decide.ts'
import { splitUserid } from '../realms/realms.ts'
import { parseTfaConfig, tfaPath } from '../tfa/tfa-cfg.ts'
import { findUser, requireUser } from './require-user.ts'

export function tokenRow({ comment, expire, privsep }: TokenEntry) {
  return { ...(comment && { comment }), expire, privsep: privsep ? 1 : 0 }
}

/** The tokens of a user by their short name. */
export function tokensOf(config: AccessConfig, userid: string): [tokenid: string, TokenEntry][] {
  const start = `${userid}!`
  return [...config.tokens].flatMap(([id, token]) =>
    id.startsWith(start) ? [[id.slice(start.length), token] as [string, TokenEntry]] : [],
  )
}

export function groupsOf(config: AccessConfig, userid: string): string[] {
  return Array.from(config.groups, ([id, { users }]) => (users.has(userid) ? id : ''))
    .filter(Boolean)
    .toSorted()
}

function userRow({ enable, expire, firstname, lastname, email, comment, keys }: Readonly<UserEntry>, hasFactors: boolean) {
  const marks = keys || (hasFactors ? 'x' : '')
  return {
    enable: enable ? 1 : 0,
    expire,
    ...(firstname && { firstname }),
    ...(lastname && { lastname }),
    ...(email && { email }),
    ...(comment && { comment }),
    ...(marks && { keys: marks }),
  }
}

/** The users that the caller may see: himself, and those in whose groups he may look after users. */
export function listUsers({ store, reader, authorizer, domains }: Access, caller: Caller, options: { enabled?: boolean; full?: boolean }) {
  const config = reader.config()
  const tfa = parseTfaConfig(store.read(tfaPath)?.text).users
  const sees = (path: string) => authorizer.may(caller, path, ['User.Modify', 'Sys.Audit'])
  const seesAll = sees('/access/groups')
  const visible = new Set([...config.groups].flatMap(([id, { users }]) => (seesAll || sees(`/access/groups/${id}`) ? [...users] : [])))
  const ids = new Set([rootUser, ...config.users.keys()])
  return [...ids].toSorted().flatMap(userid => {
    const user = findUser(config, userid)
    if (!user || !(seesAll || visible.has(userid) || userid === caller.userid)) return []
    if (options.enabled !== undefined && options.enabled !== user.enable) return []
    const factors = tfa[userid]
    const type = domains().get(splitUserid(userid).realm)?.type
    return {
      userid,
      ...userRow(user, factors !== undefined),
      ...(type && { 'realm-type': type }),
      ...(factors?.['totp-locked'] && { 'totp-locked': 1 }),
      ...(factors?.['tfa-locked-until'] && { 'tfa-locked-until': factors['tfa-locked-until'] }),
      ...(options.full && {
        groups: groupsOf(config, userid).join(','),
        tokens: tokensOf(config, userid).map(([tokenid, token]) => ({ tokenid, ...tokenRow(token) })),
      }),
    }
  })
}

export function readUser({ store, reader }: Access, userid: string) {
  const config = reader.config()
  const user = requireUser(config, userid)
  const tokens = tokensOf(config, userid)
  return {
    ...userRow(user, parseTfaConfig(store.read(tfaPath)?.text).users[userid] !== undefined),
    groups: groupsOf(config, userid),
    ...(tokens.length && { tokens: Object.fromEntries(tokens.map(([id, token]) => [id, tokenRow(token)])) }),
  }
}

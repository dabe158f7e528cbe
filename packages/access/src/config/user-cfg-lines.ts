import { privileges, type Privilege } from '@quorate/contract'
import { splitList } from '@quorate/schema'
import type { AccessConfig, GroupEntry, PoolEntry, TokenEntry, UserEntry } from './access-config.ts'
import { escapeField as escape, unescapeField as unescape } from './escape.ts'

/** One line of `user.cfg` but for `acl`: which entry it is and how it is read and written. */
export interface LineKind<E> {
  readonly table: (config: AccessConfig) => Map<string, E>
  readonly read: (fields: readonly string[]) => E
  /** The line without a line end. */
  readonly write: (id: string, entry: E) => string
}

export const userPattern = /^[^\s:/@!,;]+(?:@[^\s:/@!,;]+)?@[A-Za-z][A-Za-z0-9.\-_]+$/
export const tokenPattern = /^[^\s:/@!,;]+(?:@[^\s:/@!,;]+)?@[A-Za-z][A-Za-z0-9.\-_]+![A-Za-z][A-Za-z0-9.\-_]+$/
const known: ReadonlySet<string> = new Set(privileges)

const seconds = (text: string | undefined) => (/^\d{1,15}$/.test(text ?? '') ? Number(text) : 0)
const flag = (on: boolean) => (on ? '1' : '0')
const sorted = (values: Iterable<string>) => [...values].toSorted().join(',')

const user: LineKind<UserEntry> = {
  table: config => config.users,
  read: ([enable, expire, first, last, email, comment, keys]) => ({
    enable: enable === '1',
    // Unreadable is expired, not unlimited.
    expire: expire === '' || expire === undefined || /^\d{1,15}$/.test(expire) ? seconds(expire) : 1,
    firstname: unescape(first ?? ''),
    lastname: unescape(last ?? ''),
    email: unescape(email ?? ''),
    comment: unescape(comment ?? ''),
    keys: unescape(keys ?? ''),
  }),
  write: (id, { enable, expire, firstname, lastname, email, comment, keys }) =>
    `user:${id}:${flag(enable)}:${expire}:${escape(firstname)}:${escape(lastname)}:${escape(email)}:${escape(comment)}:${escape(keys)}::`,
}

const token: LineKind<TokenEntry> = {
  table: config => config.tokens,
  read: ([expire, privsep, comment]) => ({
    expire: expire === '' || expire === undefined || /^\d{1,15}$/.test(expire) ? seconds(expire) : 1,
    privsep: privsep !== '0',
    comment: unescape(comment ?? ''),
  }),
  write: (id, { expire, privsep, comment }) => `token:${id}:${expire}:${flag(privsep)}:${escape(comment)}:`,
}

const group: LineKind<GroupEntry> = {
  table: config => config.groups,
  read: ([users, comment]) => ({ users: new Set(splitList(users ?? '')), comment: unescape(comment ?? '') }),
  write: (id, { users, comment }) => `group:${id}:${sorted(users)}:${escape(comment)}:`,
}

const pool: LineKind<PoolEntry> = {
  table: config => config.pools,
  read: ([comment, vms, storages]) => ({
    comment: unescape(comment ?? ''),
    vms: new Set(
      splitList(vms ?? '')
        .filter(id => /^[1-9]\d{2,8}$/.test(id))
        .map(Number),
    ),
    storages: new Set(splitList(storages ?? '')),
  }),
  write: (id, { comment, vms, storages }) =>
    `pool:${id}:${escape(comment)}:${[...vms].toSorted((a, b) => a - b).join(',')}:${sorted(storages)}:`,
}

const role: LineKind<Set<Privilege>> = {
  table: config => config.roles,
  read: ([names]) => new Set(splitList(names ?? '').filter((name): name is Privilege => known.has(name))),
  write: (id, names) => `role:${id}:${sorted(names)}:`,
}

const name = /^[A-Za-z0-9.\-_]+$/
export const groupPattern = name
export const rolePattern = name
export const poolPattern = /^[A-Za-z0-9.\-_]+(?:\/[A-Za-z0-9.\-_]+){0,2}$/

export const lineKinds = { user, token, group, pool, role } as const
export type LineType = keyof typeof lineKinds

export const idPatterns: Readonly<Record<LineType, RegExp>> = {
  user: userPattern,
  token: tokenPattern,
  group: groupPattern,
  pool: poolPattern,
  role: rolePattern,
}

import { Failure } from '@quorate/schema/failure'

/** A user as a container knows it. */
export interface GuestAccount {
  /** Its number, where it has no name. */
  readonly name: string
  readonly uid: number
  readonly gid: number
  readonly home: string
  /** Empty: the default one. */
  readonly shell: string
}

/** Where the container was not asked. */
export const rootAccount: GuestAccount = { name: 'root', uid: 0, gid: 0, home: '/root', shell: '' }

const number = /^(?:0|[1-9]\d{0,9})$/
const mostIds = 2 ** 32 - 1

function idOf(text: string | undefined): number | undefined {
  return text !== undefined && number.test(text) && Number(text) < mostIds ? Number(text) : undefined
}

/** Lines with fields between colons; what does not look like one is passed over. */
function* entries(text: string, fields: number): Generator<string[]> {
  for (const line of text.split('\n')) {
    const parts = line.split(':')
    if (parts.length === fields && parts[0] !== '') yield parts
  }
}

/** A user by name or number. A number that has no entry is a user without a home. Fails for a name that is not there. */
export function findAccount(passwd: string, user: string): GuestAccount {
  const wanted = idOf(user)
  for (const [name = '', , uidText, gidText, , home = '', shell = ''] of entries(passwd, 7)) {
    const [uid, gid] = [idOf(uidText), idOf(gidText)]
    if (uid === undefined || gid === undefined) continue
    if (name === user || uid === wanted) return { name, uid, gid, home: home.startsWith('/') ? home : '/', shell }
  }
  if (wanted === undefined) throw new Failure(`the container has no user '${user}'`)
  return { name: user, uid: wanted, gid: wanted, home: '/', shell: '' }
}

/** Number of a group by name or number. Fails for a name that is not there. */
export function findGroup(groups: string, group: string): number {
  const wanted = idOf(group)
  if (wanted !== undefined) return wanted
  for (const [name, , gidText] of entries(groups, 4)) {
    const gid = idOf(gidText)
    if (name === group && gid !== undefined) return gid
  }
  throw new Failure(`the container has no group '${group}'`)
}

import { randomUUID } from 'node:crypto'
import type { Caller } from '@quorate/contract'
import { Failure, splitList } from '@quorate/schema'
import type { Access } from '../access.ts'
import { tokenFilePath } from '../authenticate.ts'
import { type AccessConfig, removeSubjects, type TokenEntry } from '../config/access-config.ts'
import { editAccess } from '../config/edit-access.ts'
import { tokenTable } from '../config/line-table.ts'
import { tokenRow, tokensOf } from './list-users.ts'
import { guardRoot, requireUser } from './require-user.ts'

export interface TokenFields {
  comment?: string
  expire?: number
  privsep?: boolean
}

function requireToken(config: AccessConfig, userid: string, tokenid: string): TokenEntry {
  requireUser(config, userid)
  const token = config.tokens.get(`${userid}!${tokenid}`)
  if (!token) throw new Failure(`no such token '${tokenid}' for user '${userid}'`)
  return token
}

export function listTokens({ reader }: Access, userid: string) {
  requireUser(reader.config(), userid)
  return tokensOf(reader.config(), userid).map(([tokenid, token]) => ({ tokenid, ...tokenRow(token) }))
}

export function readToken({ reader }: Access, userid: string, tokenid: string) {
  return tokenRow(requireToken(reader.config(), userid, tokenid))
}

/** The value is shown this once. */
export async function generateToken({ store }: Access, caller: Caller, userid: string, tokenid: string, fields: TokenFields) {
  guardRoot(caller, userid, 'tokens')
  const id = `${userid}!${tokenid}`
  const token: TokenEntry = { expire: fields.expire ?? 0, privsep: fields.privsep ?? true, comment: fields.comment ?? '' }
  await editAccess(store, caller, config => {
    requireUser(config, userid)
    if (config.tokens.has(id))
      throw new Failure('Parameter verification failed.', { status: 400, errors: { tokenid: 'Token already exists.' } })
    // Permissions that an earlier token of this name has left must not become this one's.
    removeSubjects(config, subject => subject === id)
    config.tokens.set(id, token)
  })
  const value = randomUUID()
  await store.update(tokenFilePath, { authid: caller.authid }, text => tokenTable(text ?? '').with(id, value))
  return { 'full-tokenid': id, info: tokenRow(token), value }
}

/** What people may take out of a token again. */
const defaults: Readonly<Record<string, Partial<TokenEntry>>> = {
  comment: { comment: '' },
  expire: { expire: 0 },
  privsep: { privsep: true },
}

export async function updateToken(access: Access, caller: Caller, userid: string, tokenid: string, fields: TokenFields, remove = '') {
  guardRoot(caller, userid, 'tokens')
  const removed = splitList(remove)
  const unknown = removed.find(name => !Object.hasOwn(defaults, name))
  if (unknown !== undefined)
    throw new Failure('Parameter verification failed.', { status: 400, errors: { delete: `unknown option '${unknown}'` } })
  await editAccess(access.store, caller, config => {
    const token = requireToken(config, userid, tokenid)
    for (const name of removed) Object.assign(token, defaults[name])
    Object.assign(token, Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)))
  })
  return readToken(access, userid, tokenid)
}

export async function removeToken({ store }: Access, caller: Caller, userid: string, tokenid: string): Promise<void> {
  guardRoot(caller, userid, 'tokens')
  const id = `${userid}!${tokenid}`
  await editAccess(store, caller, config => {
    requireToken(config, userid, tokenid)
    config.tokens.delete(id)
    removeSubjects(config, subject => subject === id)
  })
  await store.update(tokenFilePath, { authid: caller.authid }, text =>
    text === undefined ? undefined : tokenTable(text).with(id, undefined),
  )
}

import { randomUUID } from 'node:crypto'
import type { Caller } from '@quorate/contract'
import { Failure } from '@quorate/schema'
import type { Access } from '../access.ts'
import { confirmCaller } from '../users/change-users.ts'
import { guardRoot, requireUser } from '../users/require-user.ts'
import { newRecoveryKeys } from './recovery.ts'
import { readTfaEntry } from './list-tfa.ts'
import { entryTypes, type UserTfa } from './tfa-cfg.ts'
import { updateUserTfa } from './tfa-state.ts'
import { matchTotp, parseTotpUri } from './totp.ts'

function refuse(errors: Record<string, string>): never {
  throw new Failure('Parameter verification failed.', { status: 400, errors })
}

export interface NewTfaEntry {
  readonly type: string
  readonly description?: string
  /** `otpauth://totp/...` */
  readonly totp?: string
  /** The present code, as proof that the user's device has the secret. */
  readonly value?: string
  /** Of the caller. */
  readonly password?: string
}

export async function addTfaEntry(access: Access, caller: Caller, userid: string, entry: NewTfaEntry) {
  guardRoot(caller, userid, 'second factors')
  requireUser(access.reader.config(), userid)
  const { type, description = '' } = entry
  if (type !== 'totp' && type !== 'recovery')
    throw new Failure(`cannot add a second factor of type '${type}': only totp and recovery are supported yet`, { status: 501 })
  await confirmCaller(access, caller, entry.password, 'password')
  const author = { authid: caller.authid }
  const created = access.reader.now()
  if (type === 'recovery') {
    const { keys, stored } = newRecoveryKeys(created)
    await updateUserTfa(access.store, userid, author, user => {
      if (user.recovery) throw new Failure(`user '${userid}' already has recovery keys. Remove them to get new ones.`)
      user.recovery = stored
    })
    return { id: 'recovery', recovery: keys }
  }
  const uri = entry.totp ?? refuse({ totp: 'missing the otpauth URI' })
  const totp = parseTotpUri(uri)
  if (matchTotp(totp, entry.value ?? '', access.now()) === undefined)
    refuse({ value: 'the code does not fit the secret: check the clock of the device' })
  const id = randomUUID()
  await updateUserTfa(access.store, userid, author, user => {
    user.totp = [...(user.totp ?? []), { info: { id, description, created }, entry: uri }]
  })
  return { id }
}

/** Entries with an info part, whatever their type. */
function entriesOf(user: UserTfa) {
  return entryTypes.flatMap(type => user[type] ?? [])
}

export async function updateTfaEntry(
  access: Access,
  caller: Caller,
  userid: string,
  id: string,
  change: { description?: string; enable?: boolean; password?: string },
) {
  guardRoot(caller, userid, 'second factors')
  readTfaEntry(access, userid, id)
  if (id === 'recovery') refuse({ id: 'recovery keys can only be removed' })
  await confirmCaller(access, caller, change.password, 'password')
  await updateUserTfa(access.store, userid, { authid: caller.authid }, user => {
    const info = entriesOf(user).find(one => one.info.id === id)?.info
    if (!info) throw new Failure(`no such TFA entry '${id}' for user '${userid}'`, { status: 404 })
    if (change.description !== undefined) info.description = change.description
    if (change.enable !== undefined) info.enable = change.enable
  })
}

export async function deleteTfaEntry(access: Access, caller: Caller, userid: string, id: string, password?: string): Promise<void> {
  guardRoot(caller, userid, 'second factors')
  readTfaEntry(access, userid, id)
  await confirmCaller(access, caller, password, 'password')
  await updateUserTfa(access.store, userid, { authid: caller.authid }, user => {
    if (id === 'recovery') delete user.recovery
    if (user.totp) user.totp = user.totp.filter(one => one.info.id !== id)
    if (user.webauthn) user.webauthn = user.webauthn.filter(one => one.info.id !== id)
    if (user.u2f) user.u2f = user.u2f.filter(one => one.info.id !== id)
    if (user.yubico) user.yubico = user.yubico.filter(one => one.info.id !== id)
  })
}

export async function unlockTfa(access: Access, caller: Caller, userid: string): Promise<boolean> {
  guardRoot(caller, userid, 'second factors')
  requireUser(access.reader.config(), userid)
  return await access.secondFactors.unlock(userid, { authid: caller.authid })
}

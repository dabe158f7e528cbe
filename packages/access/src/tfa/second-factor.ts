import type { ConfigStore } from '@quorate/cluster'
import type { TfaChallenge } from '../tickets/tfa-ticket.ts'
import { findRecoveryKey, unusedRecoveryKeys } from './recovery.ts'
import { listEntries, parseTfaConfig, tfaPath, type UserTfa } from './tfa-cfg.ts'
import { updateTfaState, updateUserTfa } from './tfa-state.ts'
import { matchTotp, parseTotpUri } from './totp.ts'

/** As documented: this many wrong codes lock TOTP until a recovery key or an administrator unlocks it. */
const totpLimit = 8
/** This many wrong second factors of any kind lock them all for an hour. */
const triesLimit = 100
const lockSeconds = 3600

export interface SecondFactors {
  /** What a login of this user has to be finished with; undefined: the password is enough. */
  challenge(userid: string): TfaChallenge | undefined
  /** Checks `totp:123456` or `recovery:0123-...`, counts what is wrong, and uses up what works once. */
  verify(userid: string, response: string, nowMs: number): Promise<boolean>
  unlock(userid: string, author: { authid: string }): Promise<boolean>
}

const enabledTotp = (user: UserTfa | undefined) => (user?.totp ?? []).filter(({ info }) => info.enable !== false)

export function createSecondFactors(store: ConfigStore): SecondFactors {
  const userOf = (userid: string) => parseTfaConfig(store.read(tfaPath)?.text).users[userid]

  async function failed(userid: string, tries: number, totp: number, nowMs: number): Promise<false> {
    const locked = tries >= triesLimit
    if (locked) await updateTfaState(store, userid, state => void (state.tries = 0))
    if (locked || totp >= totpLimit) {
      await updateUserTfa(store, userid, { authid: userid }, user => {
        if (totp >= totpLimit) user['totp-locked'] = true
        if (locked) user['tfa-locked-until'] = Math.floor(nowMs / 1000) + lockSeconds
      })
    }
    return false
  }

  async function verifyTotp(userid: string, user: UserTfa, code: string, nowMs: number): Promise<boolean> {
    if (user['totp-locked']) return false
    const outcome = await updateTfaState(store, userid, state => {
      for (const { info, entry } of enabledTotp(user)) {
        const step = matchTotp(parseTotpUri(entry), code, nowMs)
        // A code that was used, or an older one, may have been seen by somebody else.
        if (step === undefined || step <= (state.steps[info.id] ?? -1)) continue
        state.steps[info.id] = step
        state.totp = 0
        state.tries = 0
        return undefined
      }
      state.totp++
      state.tries++
      return { tries: state.tries, totp: state.totp }
    })
    return outcome === undefined || (await failed(userid, outcome.tries, outcome.totp, nowMs))
  }

  async function verifyRecovery(userid: string, key: string, nowMs: number): Promise<boolean> {
    let found = false
    await updateUserTfa(store, userid, { authid: userid }, user => {
      const index = user.recovery ? findRecoveryKey(user.recovery, key) : -1
      found = index >= 0
      if (!user.recovery || !found) return
      user.recovery.entries[index] = null
      delete user['totp-locked']
    })
    const tries = await updateTfaState(store, userid, state => {
      if (found) state.totp = 0
      state.tries = found ? 0 : state.tries + 1
      return state.tries
    })
    return found || (await failed(userid, tries, 0, nowMs))
  }

  return {
    challenge(userid) {
      const user = userOf(userid)
      if (!listEntries(user).some(({ enable }) => enable !== false)) return undefined
      const recovery = unusedRecoveryKeys(user?.recovery)
      return { totp: enabledTotp(user).length > 0 && !user?.['totp-locked'], ...(recovery.length && { recovery }) }
    },
    async verify(userid, response, nowMs) {
      const user = userOf(userid)
      if (!user || (user['tfa-locked-until'] ?? 0) > nowMs / 1000) return false
      const [, kind, value = ''] = /^(totp|recovery):(.*)$/s.exec(response) ?? []
      if (kind === 'totp') return await verifyTotp(userid, user, value.trim(), nowMs)
      if (kind === 'recovery') return await verifyRecovery(userid, value.trim(), nowMs)
      return false
    },
    async unlock(userid, author) {
      const user = userOf(userid)
      const locked = Boolean(user?.['totp-locked'] || user?.['tfa-locked-until'])
      await updateUserTfa(store, userid, author, entry => {
        delete entry['totp-locked']
        delete entry['tfa-locked-until']
      })
      if (locked) {
        await updateTfaState(store, userid, state => {
          state.totp = 0
          state.tries = 0
        })
      }
      return locked
    },
  }
}

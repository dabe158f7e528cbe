import type { Author, ConfigStore } from '@quorate/cluster'
import { tfaPath, parseTfaConfig, writeTfaConfig, type UserTfa } from './tfa-cfg.ts'

/** What logins leave behind, apart from what people configure: failures and the time steps that were used. */
export interface UserTfaState {
  /** Wrong TOTP codes in a row. */
  totp: number
  /** Wrong second factors in a row. */
  tries: number
  /** Last time step used, by TOTP entry. */
  steps: Record<string, number>
}

export const tfaStatePath = 'priv/tfa-state.json'

/** Changes the state of one user; the change also says what comes of it. */
export async function updateTfaState<T>(store: ConfigStore, userid: string, change: (state: UserTfaState) => T): Promise<T> {
  let result: T | undefined
  const author: Author = { authid: userid }
  await store.update(tfaStatePath, author, text => {
    const all = new Map<string, UserTfaState>(text ? JSON.parse(text) : [])
    const state = all.get(userid) ?? { totp: 0, tries: 0, steps: {} }
    result = change(state)
    all.set(userid, state)
    return `${JSON.stringify([...all])}\n`
  })
  return result as T
}

/** Changes the second factors of one user. A user without any left is taken out. `change` may throw a Failure. */
export async function updateUserTfa(store: ConfigStore, userid: string, author: Author, change: (user: UserTfa) => void): Promise<void> {
  await store.update(tfaPath, author, text => {
    const config = parseTfaConfig(text)
    const user = config.users[userid] ?? {}
    const before = JSON.stringify(user)
    change(user)
    if (JSON.stringify(user) === before) return undefined
    const left = Object.values(user).some(value => (Array.isArray(value) ? value.length : value !== undefined && value !== false))
    if (left) config.users[userid] = user
    else delete config.users[userid]
    return writeTfaConfig(config)
  })
}

/** Removes everything about a user that is deleted. */
export async function forgetTfa(store: ConfigStore, userid: string, author: Author): Promise<void> {
  if (store.read(tfaPath)) {
    await updateUserTfa(store, userid, author, user => {
      for (const key of Object.keys(user)) delete (user as Record<string, unknown>)[key]
    })
  }
  await store.update(tfaStatePath, author, text => {
    if (text === undefined) return undefined
    const all = new Map<string, UserTfaState>(JSON.parse(text))
    return all.delete(userid) ? `${JSON.stringify([...all])}\n` : undefined
  })
}

import type { ConfigStore } from '@quorate/cluster'
import { shadowTable } from '../config/line-table.ts'
import { hashPassword, verifyPassword } from '../passwords/password-hash.ts'
import type { Realm } from './realm.ts'

export const shadowPath = 'priv/shadow.cfg'

/** The built-in realm: hashes in `priv/shadow.cfg`. */
export function pveRealm(store: ConfigStore): Realm {
  return {
    async check(name, password) {
      const hash = shadowTable(store.read(shadowPath)?.text ?? '').get(name)
      return hash !== undefined && (await verifyPassword(password, hash))
    },
    async setPassword(name, password, author) {
      const hash = await hashPassword(password)
      await store.update(shadowPath, author, text => shadowTable(text ?? '').with(name, hash))
    },
    async forget(name, author) {
      await store.update(shadowPath, author, text => (text === undefined ? undefined : shadowTable(text).with(name, undefined)))
    },
  }
}

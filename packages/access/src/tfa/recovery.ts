import { createHmac, randomBytes } from 'node:crypto'
import type { RecoveryKeys } from './tfa-cfg.ts'

const keyCount = 10

const hashKey = (secret: string, key: string) =>
  createHmac('sha256', Buffer.from(secret, 'hex')).update(key.replaceAll('-', '').toLowerCase()).digest('hex')

/** Ten keys that each work once, as shown to the user (`0123-4567-89ab-cdef`), and what is kept of them. */
export function newRecoveryKeys(nowSeconds: number): { keys: string[]; stored: RecoveryKeys } {
  const secret = randomBytes(16).toString('hex')
  const keys = Array.from({ length: keyCount }, () =>
    randomBytes(8)
      .toString('hex')
      .replace(/(....)(?=.)/g, '$1-'),
  )
  return { keys, stored: { secret, entries: keys.map(key => hashKey(secret, key)), created: nowSeconds } }
}

/** Number of the unused key that this is; -1: none. Comparing hashes with a secret key tells nothing by its time. */
export function findRecoveryKey(stored: RecoveryKeys, key: string): number {
  if (!/^[0-9a-fA-F-]{16,19}$/.test(key)) return -1
  return stored.entries.indexOf(hashKey(stored.secret, key))
}

/** Numbers of the keys that are left. */
export function unusedRecoveryKeys(stored: RecoveryKeys | undefined): number[] {
  return (stored?.entries ?? []).flatMap((hash, index) => (hash === null ? [] : [index]))
}

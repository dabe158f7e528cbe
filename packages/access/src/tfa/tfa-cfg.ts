import { Failure } from '@quorate/schema'

export const tfaPath = 'priv/tfa.cfg'

export interface EntryInfo {
  id: string
  description: string
  /** seconds since 1970 */
  created: number
  /** Left out: enabled. */
  enable?: boolean
}

export interface RecoveryKeys {
  /** Key of the hashes, hexadecimal. */
  secret: string
  /** Hash of each key; null: used. */
  entries: (string | null)[]
  /** seconds since 1970 */
  created: number
}

/** The second factors of one user. Members that we do not know are kept. */
export interface UserTfa {
  totp?: { info: EntryInfo; entry: string }[]
  recovery?: RecoveryKeys
  webauthn?: { info: EntryInfo }[]
  u2f?: { info: EntryInfo }[]
  yubico?: { info: EntryInfo }[]
  'totp-locked'?: boolean
  /** seconds since 1970 */
  'tfa-locked-until'?: number
}

export interface TfaConfig {
  users: Record<string, UserTfa>
}

/** Reads `priv/tfa.cfg`. A file that cannot be read refuses every login with a second factor rather than skip it. */
export function parseTfaConfig(text: string | undefined): TfaConfig {
  if (text === undefined || text.trim() === '') return { users: Object.create(null) }
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (error) {
    throw new Failure(`cannot read ${tfaPath}: it is no JSON. Correct it or restore an earlier version.`, { cause: error })
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new Failure(`cannot read ${tfaPath}: it holds no JSON object`)
  const users = (parsed as { users?: Record<string, UserTfa> }).users ?? {}
  return { ...parsed, users: Object.assign(Object.create(null), users) }
}

export function writeTfaConfig(config: TfaConfig): string {
  return `${JSON.stringify(config)}\n`
}

export const entryTypes = ['totp', 'webauthn', 'u2f', 'yubico'] as const
export type EntryType = (typeof entryTypes)[number] | 'recovery'

export interface ListedEntry extends EntryInfo {
  type: EntryType
}

/** The entries of a user as the API shows them, without anything secret. */
export function listEntries(user: UserTfa | undefined): ListedEntry[] {
  const listed: ListedEntry[] = entryTypes.flatMap(type =>
    (user?.[type] ?? []).map(({ info }) => ({
      id: info.id,
      type,
      description: info.description,
      created: info.created,
      enable: info.enable ?? true,
    })),
  )
  const { recovery } = user ?? {}
  if (recovery) listed.push({ id: 'recovery', type: 'recovery', description: '', created: recovery.created, enable: true })
  return listed
}

import { createHmac, timingSafeEqual } from 'node:crypto'
import { Failure } from '@quorate/schema'

/** RFC 6238, as an `otpauth://totp/...` URI says it. */
export interface Totp {
  readonly secret: Buffer
  readonly algorithm: 'sha1' | 'sha256' | 'sha512'
  readonly digits: number
  /** seconds */
  readonly period: number
}

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

function decodeBase32(text: string): Buffer | undefined {
  const plain = text.replace(/[\s=-]/g, '').toUpperCase()
  if (!/^[A-Z2-7]{2,}$/.test(plain)) return undefined
  const bytes: number[] = []
  let bits = 0
  let value = 0
  for (const character of plain) {
    value = ((value << 5) | base32.indexOf(character)) & 0xffff
    bits += 5
    if (bits >= 8) {
      bits -= 8
      bytes.push((value >>> bits) & 0xff)
    }
  }
  return Buffer.from(bytes)
}

/** Throws a Failure (400) that names what is wrong. */
export function parseTotpUri(uri: string): Totp {
  const refuse = (why: string) =>
    new Failure('Parameter verification failed.', { status: 400, errors: { totp: `invalid otpauth URI: ${why}` } })
  const url = URL.canParse(uri) ? new URL(uri) : undefined
  if (!url || url.protocol !== 'otpauth:' || (url.host !== 'totp' && !url.pathname.startsWith('//totp/')))
    throw refuse('it does not start with otpauth://totp/')
  const value = (name: string) => url.searchParams.get(name) ?? undefined
  const secret = decodeBase32(value('secret') ?? '')
  if (!secret || secret.length < 10) throw refuse('the secret is no base32 text of at least 16 characters')
  const algorithm = (value('algorithm') ?? 'SHA1').toLowerCase()
  if (algorithm !== 'sha1' && algorithm !== 'sha256' && algorithm !== 'sha512') throw refuse(`unknown algorithm '${algorithm}'`)
  const digits = Number(value('digits') ?? 6)
  if (![6, 7, 8].includes(digits)) throw refuse('digits must be 6, 7 or 8')
  const period = Number(value('period') ?? 30)
  if (!Number.isInteger(period) || period < 10 || period > 300) throw refuse('the period must be 10 to 300 seconds')
  return { secret, algorithm, digits, period }
}

export function totpCode(totp: Totp, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const digest = createHmac(totp.algorithm, totp.secret).update(counter).digest()
  const at = (digest.at(-1) ?? 0) & 15
  const number = digest.readUInt32BE(at) & 0x7fffffff
  return String(number % 10 ** totp.digits).padStart(totp.digits, '0')
}

/** The time step that the code is of: the present one, the one before or the next. undefined: it is none of them. */
export function matchTotp(totp: Totp, code: string, nowMs: number): number | undefined {
  const present = Math.floor(nowMs / 1000 / totp.period)
  const given = Buffer.from(code)
  let found: number | undefined
  for (const step of [present - 1, present, present + 1]) {
    const expected = Buffer.from(totpCode(totp, step))
    if (given.length === expected.length && timingSafeEqual(given, expected)) found = step
  }
  return found
}

import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto'
import { promisify } from 'node:util'
import { isShaCrypt, verifyShaCrypt } from './sha-crypt.ts'

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt)
/** 32 MiB and some 80 ms for one password. */
const cost = { ln: 15, r: 8, p: 1 }
const keyLength = 32

function scryptKey(password: string, salt: Buffer, { ln, r, p }: typeof cost): Promise<Buffer> {
  return derive(password, salt, keyLength, { N: 2 ** ln, r, p, maxmem: 256 * 2 ** ln * r })
}

const plain = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')

/** `$scrypt$ln=15,r=8,p=1$<salt>$<key>`, with base64 without padding. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await scryptKey(password, salt, cost)
  return `$scrypt$ln=${cost.ln},r=${cost.r},p=${cost.p}$${plain(salt)}$${plain(key)}`
}

/** Does the password fit? Takes our own hashes and the `$5$` and `$6$` ones of crypt(3); anything else fits no password. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  if (isShaCrypt(stored)) return verifyShaCrypt(password, stored)
  const match = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(stored)
  if (!match) return false
  const [ln, r, p] = match.slice(1, 4).map(Number) as [number, number, number]
  if (ln > 20 || r < 1 || r > 32 || p < 1 || p > 16 || ln < 1) return false
  const key = await scryptKey(password, Buffer.from(match[4] ?? '', 'base64'), { ln, r, p })
  const expected = Buffer.from(match[5] ?? '', 'base64')
  return expected.length === key.length && timingSafeEqual(expected, key)
}

import { createHash, timingSafeEqual } from 'node:crypto'

/*
 * The crypt(3) methods `$5$` (SHA-256) and `$6$` (SHA-512), by the public specification of Ulrich Drepper. Only for
 * hashes that were made elsewhere; new ones are scrypt.
 */

const alphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const leastRounds = 1000
/** The specification allows 999,999,999; that would hold the process for minutes. */
const mostRounds = 1_000_000

type Method = 'sha256' | 'sha512'

/** Three bytes become four characters, in the specification's own order of bytes. */
function encode(digest: Buffer, method: Method): string {
  const size = digest.length
  const third = method === 'sha256' ? 10 : 21
  let result = ''
  const put = (high: number, middle: number, low: number, count: number) => {
    for (let word = (high << 16) | (middle << 8) | low; count > 0; count--, word >>>= 6) result += alphabet[word & 63]
  }
  const byte = (at: number) => digest[at] ?? 0
  const order = [0, third, third * 2]
  for (let at = 0; at < third; at++) {
    put(byte(order[0] ?? 0), byte(order[1] ?? 0), byte(order[2] ?? 0), 4)
    // The columns move on by one, and change places: back for SHA-256, forward for SHA-512.
    const next = order.map(one => (one + 1) % (third * 3))
    const [a = 0, b = 0, c = 0] = next
    order.splice(0, 3, ...(method === 'sha256' ? [c, a, b] : [b, c, a]))
  }
  if (method === 'sha256') put(0, byte(size - 1), byte(size - 2), 3)
  else put(0, 0, byte(size - 1), 2)
  return result
}

const repeat = (digest: Buffer, length: number) =>
  Buffer.concat(Array.from({ length: Math.ceil(length / digest.length) }, () => digest)).subarray(0, length)

function digestOf(method: Method, password: Buffer, salt: Buffer, rounds: number): string {
  const hash = (...parts: Buffer[]) => {
    const one = createHash(method)
    for (const part of parts) one.update(part)
    return one.digest()
  }
  const alternate = hash(password, salt, password)
  const first = [password, salt, repeat(alternate, password.length)]
  for (let bits = password.length; bits > 0; bits >>>= 1) first.push(bits & 1 ? alternate : password)
  let digest = hash(...first)
  const ofPassword = repeat(hash(...Array.from({ length: password.length }, () => password)), password.length)
  const ofSalt = repeat(hash(...Array.from({ length: 16 + (digest[0] ?? 0) }, () => salt)), salt.length)
  for (let round = 0; round < rounds; round++) {
    const parts = [round & 1 ? ofPassword : digest]
    if (round % 3) parts.push(ofSalt)
    if (round % 7) parts.push(ofPassword)
    parts.push(round & 1 ? digest : ofPassword)
    digest = hash(...parts)
  }
  return encode(digest, method)
}

export function isShaCrypt(hash: string): boolean {
  return /^\$[56]\$/.test(hash)
}

/** Does the password fit a `$5$` or `$6$` hash? Takes some 10 ms of CPU at the usual 5,000 rounds. */
export function verifyShaCrypt(password: string, stored: string): boolean {
  const match = /^\$([56])\$(?:rounds=(\d{1,9})\$)?([^$]{0,64})\$([./0-9A-Za-z]+)$/.exec(stored)
  if (!match) return false
  const [, which, given, salt = '', expected = ''] = match
  const rounds = given === undefined ? 5000 : Math.max(leastRounds, Number(given))
  if (rounds > mostRounds) return false
  const secret = Buffer.from(password)
  if (secret.length > 256) return false
  const found = digestOf(which === '5' ? 'sha256' : 'sha512', secret, Buffer.from(salt.slice(0, 16)), rounds)
  return found.length === expected.length && timingSafeEqual(Buffer.from(found), Buffer.from(expected))
}

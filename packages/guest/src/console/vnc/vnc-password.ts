import { createCipheriv, timingSafeEqual } from 'node:crypto'

export const challengeLength = 16
/** The protocol compares no more characters. */
const passwordLength = 8

function reversedBits(byte: number): number {
  let reversed = 0
  for (let bit = 0; bit < 8; bit += 1) if (byte & (1 << bit)) reversed |= 0x80 >> bit
  return reversed
}

/** What a client that knows the password makes of the challenge: DES, with the bits of each byte of the key reversed. */
export function answerTo(challenge: Buffer, password: string): Buffer {
  const key = Buffer.alloc(passwordLength)
  key.write(password.slice(0, passwordLength), 'latin1')
  const reversed = key.map(reversedBits)
  // Three equal keys make triple DES single.
  const cipher = createCipheriv('des-ede3-ecb', Buffer.concat([reversed, reversed, reversed]), null)
  return cipher.setAutoPadding(false).update(challenge)
}

export function answersRightly(challenge: Buffer, password: string, answer: Buffer): boolean {
  const right = answerTo(challenge, password)
  return answer.length === right.length && timingSafeEqual(answer, right)
}

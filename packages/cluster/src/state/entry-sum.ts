import { createHash } from 'node:crypto'

/** Sums are numbers of 48 bits, added without regard to order: that of all entries is the digest of the tree. */
const limit = 2 ** 48

/** Checksum of an entry with all that makes it what it is. It detects damage, it protects nothing. */
export function entrySum(entry: { ino: number; path: string; folder: boolean; revision: number }, content: Uint8Array | undefined): number {
  const hash = createHash('sha1').update(`${entry.ino}\0${entry.path}\0${entry.folder ? 1 : 0}\0${entry.revision}\0`)
  if (content) hash.update(content)
  return hash.digest().readUIntBE(0, 6)
}

export function addSum(a: number, b: number): number {
  const sum = a + b
  return sum >= limit ? sum - limit : sum
}

export function subtractSum(a: number, b: number): number {
  return a >= b ? a - b : a + limit - b
}

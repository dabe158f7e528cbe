import { checkBytes } from './galois.ts'

/** Per version from 1: check bytes of each block and number of blocks, at error correction level M (ISO/IEC 18004, table 9). */
const blocks = [
  [10, 1], [16, 1], [26, 1], [18, 2], [24, 2], [16, 4], [18, 4], [22, 4], [22, 5], [26, 5],
  [30, 5], [22, 8], [22, 9], [24, 9], [24, 10], [28, 10], [28, 11], [26, 13], [26, 14], [26, 16],
] as const // prettier-ignore

/** Modules that are not taken by patterns and format, in bits. */
function dataModules(version: number): number {
  const size = version * 4 + 17
  const alignments = version === 1 ? 0 : Math.floor(version / 7) + 2
  const finders = 3 * 64
  const timing = 2 * (size - 16)
  const alignment = alignments === 0 ? 0 : (alignments * alignments - 3) * 25 - 2 * (alignments - 2) * 5
  return size * size - finders - timing - alignment - 31 - (version >= 7 ? 36 : 0)
}

const wordsOf = (version: number): number => Math.floor(dataModules(version) / 8)
const dataWordsOf = (version: number): number => {
  const [checks, count] = blocks[version - 1]!
  return wordsOf(version) - checks * count
}

/** Bits of the length of a text of bytes. */
const lengthBits = (version: number): number => (version < 10 ? 8 : 16)

/** The smallest version that a text of so many bytes fits into; undefined: it is too long. */
export function versionFor(length: number): number | undefined {
  for (let version = 1; version <= blocks.length; version += 1) {
    if (4 + lengthBits(version) + length * 8 <= dataWordsOf(version) * 8) return version
  }
  return undefined
}

/** The data words: mode, length, the bytes, and padding. */
function dataWords(bytes: Uint8Array, version: number): Uint8Array {
  const words = new Uint8Array(dataWordsOf(version))
  let position = 0
  const push = (value: number, bits: number) => {
    for (let bit = bits - 1; bit >= 0; bit -= 1, position += 1) words[position >> 3]! |= ((value >>> bit) & 1) << (7 - (position & 7))
  }
  push(4, 4)
  push(bytes.length, lengthBits(version))
  for (const byte of bytes) push(byte, 8)
  const used = Math.ceil(Math.min(position + 4, words.length * 8) / 8)
  for (let index = used; index < words.length; index += 1) words[index] = (index - used) % 2 === 0 ? 0xec : 0x11
  return words
}

/** All words of a code in the order in which they are drawn: blocks interleaved, each with its check bytes. */
export function codeWords(bytes: Uint8Array, version: number): Uint8Array {
  const data = dataWords(bytes, version)
  const [checks, count] = blocks[version - 1]!
  const short = Math.floor(data.length / count)
  const longFrom = count - (data.length % count)
  let start = 0
  const parts = Array.from({ length: count }, (_, index) => {
    const block = data.subarray(start, (start += index < longFrom ? short : short + 1))
    return { block, check: checkBytes(block, checks) }
  })
  const result: number[] = []
  for (let index = 0; index <= short; index += 1) for (const { block } of parts) if (index < block.length) result.push(block[index]!)
  for (let index = 0; index < checks; index += 1) for (const { check } of parts) result.push(check[index]!)
  return Uint8Array.from(result)
}

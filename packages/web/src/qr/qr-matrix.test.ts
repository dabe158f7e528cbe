import assert from 'node:assert/strict'
import { test } from 'node:test'
import { codeWords, versionFor } from './code-words.ts'
import { checkBytes, valueAt } from './galois.ts'
import { alignmentCentres, formatBits, qrMatrix, versionBits } from './qr-matrix.ts'

const draw = (text: string) => qrMatrix(text).map(row => row.map(dark => (dark ? '#' : '.')).join(''))

test('check bytes make a word whose polynomial is zero at the first powers', () => {
  const data = Uint8Array.from({ length: 40 }, (_, index) => (index * 37) % 256)
  const word = Uint8Array.from([...data, ...checkBytes(data, 18)])
  assert.deepEqual(
    Array.from({ length: 18 }, (_, power) => valueAt(word, power)),
    Array.from({ length: 18 }, () => 0),
  )
  word[3]! ^= 1
  assert.notEqual(valueAt(word, 1), 0)
})

test('format and version bits are those of the standard', () => {
  assert.equal(formatBits(0).toString(2).padStart(15, '0'), '101010000010010')
  assert.equal(formatBits(5).toString(2).padStart(15, '0'), '100000011001110')
  assert.equal(versionBits(7).toString(2).padStart(18, '0'), '000111110010010100')
})

test('alignment patterns stand where the standard has them', () => {
  assert.deepEqual(alignmentCentres(2), [6, 18])
  assert.deepEqual(alignmentCentres(7), [6, 22, 38])
  assert.deepEqual(alignmentCentres(14), [6, 26, 46, 66])
  assert.deepEqual(alignmentCentres(20), [6, 34, 62, 90])
})

test('versions hold as many bytes as the standard says for level M', () => {
  const most = (version: number) => {
    let length = 0
    while (versionFor(length + 1) !== undefined && versionFor(length + 1)! <= version) length += 1
    return length
  }
  assert.deepEqual([1, 2, 5, 7, 9, 10, 15, 20].map(most), [14, 26, 84, 122, 180, 213, 412, 666])
})

test('a code has as many words as fit its modules', () => {
  for (const [version, words] of [
    [1, 26],
    [7, 196],
    [14, 581],
    [20, 1085],
  ] as const)
    assert.equal(codeWords(new Uint8Array(10), version).length, words)
})

test('a text that no code can hold is refused', () => {
  assert.throws(() => qrMatrix('x'.repeat(667)), RangeError)
})

// A reader that is not ours (jsQR) reads this, and codes of every version, as the text they were made of.
const expected: readonly string[] = [
  '#######.##.##.#######',
  '#.....#..##.#.#.....#',
  '#.###.#..##...#.###.#',
  '#.###.#.##.##.#.###.#',
  '#.###.#.#.#.#.#.###.#',
  '#.....#.#.##..#.....#',
  '#######.#.#.#.#######',
  '........#####........',
  '#...#.####.#.#####..#',
  '....#.....###....##.#',
  '#.#..##.##.#..###..#.',
  '.###.#..#....##.#..#.',
  '....#.#...#.####..###',
  '........#.#.###..#..#',
  '#######.##..##..#.##.',
  '#.....#...###..##..##',
  '#.###.#.#..#..##.##.#',
  '#.###.#..####..#..###',
  '#.###.#..###..#.###..',
  '#.....#...#..##.#....',
  '#######.##..###...#.#',
]

test('a code is drawn as readers know it', () => {
  assert.deepEqual(draw('QUORATE'), expected)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lineDiff, type DiffLine } from './line-diff.ts'

const shown = (lines: readonly DiffLine[]) => lines.map(({ kind, text }) => `${{ same: ' ', added: '+', removed: '-' }[kind]}${text}`)

test('a changed line is taken away and put in at its place', () => {
  assert.deepEqual(shown(lineDiff('a\nb\nc\n', 'a\nB\nc\n')), [' a', '-b', '+B', ' c'])
})

test('new and gone files differ in every line', () => {
  assert.deepEqual(shown(lineDiff('', 'a\nb\n')), ['+a', '+b'])
  assert.deepEqual(shown(lineDiff('a\n', '')), ['-a'])
  assert.deepEqual(lineDiff('', ''), [])
})

test('as many lines as possible stay as they are', () => {
  assert.deepEqual(shown(lineDiff('a\nb\nc\nd\n', 'b\nx\nd\ne\n')), ['-a', ' b', '-c', '+x', ' d', '+e'])
})

test('a difference, applied, gives the new text', () => {
  const text = (seed: number) => Array.from({ length: 60 }, (_, index) => `${(index * seed) % 7})\n`).join('')
  for (const [a, b] of [
    [3, 5],
    [2, 9],
    [4, 4],
  ] as const) {
    // prettier-ignore
    const lines = lineDiff(text(a), text(b))
    const side = (skip: string) => lines.filter(({ kind }) => kind !== skip).map(line => `${line.text}\n`).join('') // prettier-ignore
    assert.equal(side('added'), text(a))
    assert.equal(side('removed'), text(b))
  }
})

test('a last line without an end is another line', () => {
  assert.deepEqual(shown(lineDiff('a\nb', 'a\nb\n')), [' a', '-b\n\\ No newline at end of file', '+b'])
  assert.deepEqual(shown(lineDiff('a', 'a')), [' a\n\\ No newline at end of file'])
})

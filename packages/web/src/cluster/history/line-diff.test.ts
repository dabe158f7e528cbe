import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lineDiff, withoutSame, type DiffLine } from './line-diff.ts'

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
  assert.deepEqual(shown(lineDiff('a\nb\nc\nd', 'b\nx\nd\ne')), ['-a', ' b', '-c', '+x', ' d', '+e'])
})

test('a difference, applied, gives the new text', () => {
  const text = (seed: number) => Array.from({ length: 60 }, (_, index) => String((index * seed) % 7)).join('\n')
  for (const [a, b] of [
    [3, 5],
    [2, 9],
    [4, 4],
  ] as const) {
    // prettier-ignore
    const lines = lineDiff(text(a), text(b))
    const side = (skip: string) => lines.filter(({ kind }) => kind !== skip).map(line => line.text).join('\n') // prettier-ignore
    assert.equal(side('added'), text(a))
    assert.equal(side('removed'), text(b))
  }
})

test('what is far from every change is left out', () => {
  const long = Array.from({ length: 20 }, (_, index) => String(index))
  const parts = withoutSame(lineDiff(long.join('\n'), long.with(10, 'x').join('\n')), 1)
  assert.deepEqual(
    parts.map(part => ('skipped' in part ? part.skipped : shown(part.lines))),
    [9, [' 9', '-10', '+x', ' 11'], 8],
  )
})

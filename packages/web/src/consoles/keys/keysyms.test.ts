import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chord, typedStrokes } from './keysyms.ts'

const shown = (strokes: readonly { keysym: number; down: boolean }[]) =>
  strokes.map(({ keysym, down }) => `${down ? '+' : '-'}${keysym.toString(16)}`)

test('a chord lets go of its keys in reverse', () => {
  assert.deepEqual(shown(chord(['Control', 'Alt', 'Delete'])), ['+ffe3', '+ffe9', '+ffff', '-ffff', '-ffe9', '-ffe3'])
  assert.deepEqual(shown(chord(['F12'])), ['+ffc9', '-ffc9'])
})

test('a text is typed character by character, with Shift where it is needed', () => {
  assert.deepEqual(typedStrokes('aB\r\n').map(shown), [
    ['+61', '-61'],
    ['+ffe1', '+42', '-42', '-ffe1'],
    ['+ff0d', '-ff0d'],
  ])
  assert.deepEqual(typedStrokes('|€ß').map(shown), [
    ['+ffe1', '+7c', '-7c', '-ffe1'],
    ['+20ac', '-20ac'],
    ['+df', '-df'],
  ])
  assert.deepEqual(typedStrokes('Ω').map(shown), [['+ffe1', '+10003a9', '-10003a9', '-ffe1']])
})

test('control characters are not typed', () => {
  assert.deepEqual(typedStrokes('\u0003\u001b[A').length, 2)
})

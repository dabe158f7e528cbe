import assert from 'node:assert/strict'
import { test } from 'node:test'
import { showCommand } from './show-command.ts'
import { splitArguments } from './split-arguments.ts'

test('words are split as a shell splits them', () => {
  const cases: [string, string[]][] = [
    ['', []],
    ['  -a   b ', ['-a', 'b']],
    [`-x 'a b' "c d"`, ['-x', 'a b', 'c d']],
    [`a'b'"c"d`, ['abcd']],
    [`"" ''`, ['', '']],
    ['a\\ b "q\\"q" \'n\\n\' "k\\n"', ['a b', 'q"q', 'n\\n', 'k\\n']],
    ['$HOME $(id) `id` ; | & *', ['$HOME', '$(id)', '`id`', ';', '|', '&', '*']],
  ]
  for (const [text, words] of cases) assert.deepEqual(splitArguments(text), words, text)
})

test('a command line that is shown can be split into the same words again', () => {
  const argv = ['qemu', '-name', "it's", '-x', '{"a": "b c"}', '', '$HOME', 'plain,a=b']
  assert.deepEqual(splitArguments(showCommand({ argv })), argv)
  assert.deepEqual(splitArguments(showCommand({ argv }, true).replaceAll('\\\n', '')), argv)
  assert.equal(showCommand({ argv: ['qemu', '-a', '1', '-b'] }, true), 'qemu \\\n  -a 1 \\\n  -b')
})

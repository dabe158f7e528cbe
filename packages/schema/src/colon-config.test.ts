import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ColonConfig } from './colon-config.ts'
import { Failure } from './failure.ts'

const text = `#Our datacenter
#second line
keyboard: de

# about bandwidth
bwlimit: migration=1000
unknown-key:   kept   as it is
`

test('what is not edited keeps its bytes', () => {
  for (const sample of [text, '', 'a: b', 'a:b\r\n', '\n\n', 'nonsense']) assert.equal(ColonConfig.parse(sample).toString(), sample)
})

test('keys are set in place, appended and deleted', () => {
  const config = ColonConfig.parse(text)
  config.set('keyboard', 'en-us')
  config.set('language', 'de')
  config.delete('bwlimit')
  assert.equal(
    config.toString(),
    text.replace('keyboard: de', 'keyboard: en-us').replace('bwlimit: migration=1000\n', '') + 'language: de\n',
  )
  assert.equal(config.get('unknown-key'), 'kept   as it is')
})

test('the last of several lines counts, and setting leaves one', () => {
  const config = ColonConfig.parse('a: 1\na: 2\n')
  assert.equal(config.get('a'), '2')
  config.set('a', '3')
  assert.equal(config.toString(), 'a: 3\n')
})

test('the notes at the head are read and written without their marks', () => {
  const config = ColonConfig.parse(text)
  assert.equal(config.comment, 'Our datacenter\nsecond line')
  config.comment = 'one\n\nthree'
  assert.match(config.toString(), /^#one\n#\n#three\nkeyboard: de\n/)
  config.comment = ''
  assert.match(config.toString(), /^keyboard: de\n/)
})

test('a value that would become another line is refused', () => {
  assert.throws(() => ColonConfig.parse('').set('a', 'x\nb: y'), Failure)
  assert.throws(() => ColonConfig.parse('').set('a b', 'x'), Failure)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatFlags, parseFlags } from './cpu-flags.ts'

test('flags are added, taken away or left to the model', () => {
  const flags = parseFlags('+aes;-pcid')
  assert.deepEqual(
    [...flags],
    [
      ['aes', 'on'],
      ['pcid', 'off'],
    ],
  )
  assert.equal(formatFlags(new Map([...flags, ['pcid', 'default'], ['ssbd', 'on']])), '+aes;+ssbd')
  assert.equal(formatFlags(parseFlags(undefined)), undefined)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { textChange } from './text-change.ts'

test('what a screen keyboard did to a field becomes keys', () => {
  assert.deepEqual(textChange('__', '__a'), { erased: 0, typed: 'a' })
  assert.deepEqual(textChange('__', '_'), { erased: 1, typed: '' })
  assert.deepEqual(textChange('__teh', '__the'), { erased: 2, typed: 'he' })
  assert.deepEqual(textChange('__x', '__x\n'), { erased: 0, typed: '\n' })
  assert.deepEqual(textChange('__😀', '__'), { erased: 1, typed: '' })
})

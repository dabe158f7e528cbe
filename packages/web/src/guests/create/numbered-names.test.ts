import assert from 'node:assert/strict'
import { test } from 'node:test'
import { numberedNames } from './numbered-names.ts'

test('one guest keeps its name', () => assert.deepEqual(numberedNames('web-01', 1), ['web-01']))

test('a number at the end is counted on with its zeros', () => {
  assert.deepEqual(numberedNames('web-09', 3), ['web-09', 'web-10', 'web-11'])
  assert.deepEqual(numberedNames('node9', 2), ['node9', 'node10'])
})

test('a name without a number gets one as wide as the last', () => {
  assert.deepEqual(numberedNames('web', 2), ['web-1', 'web-2'])
  assert.equal(numberedNames('web', 12)[0], 'web-01')
})

test('guests without a name stay without', () => assert.deepEqual(numberedNames('', 2), ['', '']))

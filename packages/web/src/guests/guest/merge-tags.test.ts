import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mergeTags } from './merge-tags.ts'

test('a tag is added to, and taken from, what others made of the list meanwhile', () => {
  assert.deepEqual(mergeTags(['web', 'theirs'], ['web'], ['web', 'mine']), ['web', 'theirs', 'mine'])
  assert.deepEqual(mergeTags(['web', 'theirs', 'mine'], ['web', 'mine'], ['web']), ['web', 'theirs'])
})

test('what others did already is not done twice', () => {
  assert.deepEqual(mergeTags(['web', 'mine'], ['web'], ['web', 'mine']), ['web', 'mine'])
  assert.deepEqual(mergeTags(['theirs'], ['web'], []), ['theirs'])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isTag, tagSuggestions } from './tag-suggestions.ts'

test('tags of other guests and of the datacenter are offered, once, but not those that are there', () => {
  const rules = { 'registered-tags': ['gold', 'prod'], 'user-tag-access': { 'user-allow-list': 'lab;web' } }
  assert.deepEqual(tagSuggestions([{ tags: ['web', 'db'] }, { tags: ['db'] }], rules, ['prod']), ['db', 'gold', 'lab', 'web'])
})

test('without the datacenter’s options the tags in use are offered', () => {
  assert.deepEqual(tagSuggestions([{ tags: ['b', 'a'] }], undefined, []), ['a', 'b'])
})

test('a tag has no spaces, separators or markup', () => {
  for (const text of ['a b', 'a;b', 'a,b', '<b>', '-a', '']) assert.equal(isTag(text), false, text)
  for (const text of ['prod', 'tier-1', '_x', 'a+b.c']) assert.equal(isTag(text), true, text)
})

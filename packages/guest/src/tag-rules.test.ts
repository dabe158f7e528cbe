import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tagRules } from './tag-rules.ts'

test('without settings tags are in lower case, sorted, and free for all', () => {
  const rules = tagRules(undefined)
  assert.deepEqual(rules, { caseSensitive: false, keepOrder: false, policy: { registered: [], userTags: 'free' }, listed: [] })
})

test('settings of the datacenter are read', () => {
  const rules = tagRules(
    'registered-tags: prod;db\ntag-style: case-sensitive=1,ordering=config\nuser-tag-access: user-allow=list,user-allow-list=a;b\n',
  )
  assert.deepEqual(rules.policy, { registered: ['prod', 'db'], userTags: 'list' })
  assert.deepEqual([rules.caseSensitive, rules.keepOrder, rules.listed], [true, true, ['a', 'b']])
})

test('a setting of access that cannot be read lets users set no tag', () => {
  assert.equal(tagRules('user-tag-access: user-allow=maybe\n').policy.userTags, 'none')
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pruneBackups } from '@quorate/contract/shared/prune-backups'
import { formatMembers, parseMembers } from '../../forms/property-string.ts'
import { retentionOf } from './retention.ts'

test('a rule says what it keeps, finest period first, and nothing about what it does not count', () => {
  const rule = parseMembers(pruneBackups, 'keep-yearly=0,keep-monthly=6,keep-last=3')
  assert.deepEqual(retentionOf(rule), {
    kind: 'some',
    keep: [
      { period: 'last', count: 3 },
      { period: 'monthly', count: 6 },
    ],
  })
})

test('a rule without a count above zero keeps all, and no rule is something else', () => {
  assert.deepEqual(retentionOf(parseMembers(pruneBackups, 'keep-daily=0')), { kind: 'all' })
  assert.deepEqual(retentionOf(parseMembers(pruneBackups, 'keep-all=1')), { kind: 'all' })
  assert.deepEqual(retentionOf(parseMembers(pruneBackups, '')), { kind: 'unset' })
})

test('fields of a rule become its text', () => {
  assert.equal(formatMembers(pruneBackups, { 'keep-last': 3, 'keep-daily': '' }), 'keep-last=3')
})

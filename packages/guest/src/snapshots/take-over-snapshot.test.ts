import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseGuestConfig } from '../config/guest-config.ts'
import { takeOverSnapshot } from './take-over-snapshot.ts'

test('a guest that goes back to a snapshot keeps its own description', () => {
  const snapshot = '[before]\n#still on 11\nmemory: 512\nsnaptime: 1700000000\n'
  for (const [own, kept] of [
    ['#Who to call%3A Jo\n', '#Who to call%3A Jo\n'],
    ['', ''],
  ] as const) {
    const config = parseGuestConfig(`${own}lock: rollback\nmemory: 1024\n\n[PENDING]\nmemory: 64\n\n${snapshot}`)
    takeOverSnapshot(config, 100, 'before')
    assert.equal(config.toString(), `${kept}lock: rollback\nmemory: 512\nparent: before\n\n${snapshot}`)
  }
})

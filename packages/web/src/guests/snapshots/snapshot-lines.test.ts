import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isSnapshotName, suggestedName, lostSince, snapshotTree } from './snapshot-lines.ts'

const rows = [
  { name: 'current', parent: 'b', description: 'You are here!' },
  { name: 'b', parent: 'a', snaptime: 200, vmstate: 1 as const },
  { name: 'a', snaptime: 100, description: 'first\n' },
  { name: 'c', parent: 'a', snaptime: 150 },
]

test('snapshots stand below their parents, oldest first, and now below the one it goes on from', () => {
  assert.deepEqual(
    snapshotTree(rows).map(({ name, level, children }) => [name, level, children]),
    [
      ['a', 1, 2],
      ['c', 2, 0],
      ['b', 2, 1],
      ['current', 3, 0],
    ],
  )
})

test('a guest without snapshots has only its now', () => {
  assert.deepEqual(
    snapshotTree([{ name: 'current' }]).map(({ name, now, level }) => [name, now, level]),
    [['current', true, 1]],
  )
})

test('a snapshot whose parent is gone stands at the top', () => {
  assert.equal(snapshotTree([{ name: 'x', parent: 'gone', snaptime: 1 }])[0]?.level, 1)
})

test('a rollback loses what came after the snapshot', () => {
  const lines = snapshotTree(rows)
  assert.deepEqual(lostSince(lines, 'b'), { since: 200, isParent: true })
  assert.deepEqual(lostSince(lines, 'c'), { since: 150, isParent: false })
})

test('a name of a snapshot begins with a letter and is not that of now', () => {
  for (const text of ['before-upgrade', 'A1', 'x_y']) assert.equal(isSnapshotName(text), true, text)
  for (const text of ['a', '1a', 'current', 'a b', '<b>', 'a'.repeat(41)]) assert.equal(isSnapshotName(text), false, text)
})

test('the suggested name says when and is allowed', () => {
  const name = suggestedName(new Date(2026, 10, 9, 9, 5))
  assert.equal(name, 'snap-2026-11-09-0905')
  assert.equal(isSnapshotName(name), true)
})

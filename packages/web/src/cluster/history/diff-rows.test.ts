import assert from 'node:assert/strict'
import { test } from 'node:test'
import { diffHunks } from './diff-rows.ts'

test('a diff is read hunk by hunk, and its own lines may look like its frame', () => {
  const diff = '--- a\n+++ a\n@@ -1,3 +1,3 @@\n x\n--- y\n+++ y\n@@ -90,2 +90,1 @@\n-@@ -1 +1\n last\n\\ No newline at end of file\n'
  assert.deepEqual(diffHunks(diff), [
    {
      line: 1,
      rows: [
        { kind: 'same', text: 'x' },
        { kind: 'removed', text: '-- y' },
        { kind: 'added', text: '++ y' },
      ],
    },
    {
      line: 90,
      rows: [
        { kind: 'removed', text: '@@ -1 +1' },
        { kind: 'same', text: 'last' },
        { kind: 'note', text: ' No newline at end of file' },
      ],
    },
  ])
  assert.deepEqual(diffHunks(''), [])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localTime } from '../render/local-time.ts'
import { apiViews } from './api-views.ts'

const plain = { header: true, border: false, human: true, verbose: false }
const origin = { revision: 12, time: 1_795_000_000, node: 'pve', user: 'ann@pve' }
const diff = '--- a\n+++ a\n@@ -1,1 +1,1 @@\n-x: 1\n+x: 2\n'

test('changes are a table with times as people read them', () => {
  const rows = [
    { ...origin, op: 'write', path: 'storage.cfg' },
    { ...origin, revision: 9, op: 'rename', path: 'b', source: 'a' },
  ]
  assert.deepEqual(
    apiViews['GET /cluster/history']?.(rows, plain)
      .split('\n')
      .map(line => line.replaceAll(/ +/g, ' ').trim()),
    [
      'revision time user node op path',
      `12 ${localTime(origin.time)} ann@pve pve write storage.cfg`,
      `9 ${localTime(origin.time)} ann@pve pve rename a -> b`,
      '',
    ],
  )
})

test('a change is its origin and its diff, ready for patch', () => {
  const data = { ...origin, changes: [{ op: 'write', path: 'a', diff }, { op: 'write', path: 'priv/x' }] } // prettier-ignore
  assert.equal(
    apiViews['GET /cluster/history/{revision}']?.(data, plain),
    `revision 12 by ann@pve on pve, ${localTime(origin.time)}\n${diff}write priv/x (its texts are not kept)\n`,
  )
})

test('a dry run says that nothing was changed, and what stands in the way', () => {
  const data = { digest: 'd', changes: [{ op: 'write', path: 'a', diff }], since: [{ ...origin, path: 'a' }], notes: ['VM 100 runs on.'] }
  assert.equal(
    apiViews['POST /cluster/history/{revision}/revert']?.(data, plain),
    `${diff}a was changed since: revision 12 by ann@pve, ${localTime(origin.time)}\nVM 100 runs on.\nnothing was changed (dry run)\n`,
  )
})

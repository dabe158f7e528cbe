import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Guest } from '../../live/guest.ts'
import { defaultOptions, type BulkKind, type BulkOptions } from './bulk-action.ts'
import { changedTags, preflight } from './preflight.ts'

const stopped: Guest = {
  vmid: 100,
  kind: 'qemu',
  name: 'web',
  node: 'pve',
  status: 'stopped',
  template: false,
  tags: ['prod'],
  pool: 'lab',
  lock: '',
  haState: '',
  cpu: 0,
  maxcpu: 1,
  mem: 0,
  maxmem: 2 ** 30,
  disk: 0,
  maxdisk: 0,
  since: 0,
}
const running: Guest = { ...stopped, status: 'running' }

const cases: readonly (readonly [kind: BulkKind, change: Partial<Guest>, expected: string, options?: Partial<BulkOptions>])[] = [
  ['start', {}, 'run'],
  ['start', { status: 'running' }, 'skip runs-already'],
  ['start', { status: 'paused' }, 'run'],
  ['start', { template: true }, 'skip template'],
  ['start', { lock: 'backup' }, 'blocked locked'],
  ['start', { lock: 'suspended' }, 'run'],
  ['start', { node: 'gone' }, 'blocked node-offline'],
  ['shutdown', {}, 'skip does-not-run'],
  ['shutdown', { status: 'running' }, 'run'],
  ['stop', { status: 'paused' }, 'run'],
  ['migrate', { status: 'running' }, 'run', { target: 'b' }],
  ['migrate', { node: 'b' }, 'skip on-target', { target: 'b' }],
  ['migrate', { template: true }, 'run', { target: 'b' }],
  ['migrate', { kind: 'lxc', status: 'running' }, 'run', { target: 'b' }],
  ['suspend', { status: 'running', kind: 'lxc' }, 'skip vm-only'],
  ['suspend', { status: 'paused' }, 'skip is-paused'],
  ['suspend', { status: 'paused' }, 'run', { toDisk: true }],
  ['resume', { status: 'running' }, 'skip is-not-paused'],
  ['resume', { status: 'paused' }, 'run'],
  ['delete', { status: 'running' }, 'blocked runs'],
  ['delete', {}, 'run'],
  ['delete', { template: true }, 'run'],
  ['snapshot', { template: true }, 'skip template'],
  ['tags', {}, 'skip no-change', { addTags: ['prod'] }],
  ['tags', { lock: 'backup' }, 'run', { addTags: ['web'] }],
  ['pool', {}, 'skip in-pool', { pool: 'lab' }],
  ['pool', { pool: '' }, 'skip in-no-pool'],
  ['pool', { node: 'gone' }, 'run'],
  ['config', { status: 'running' }, 'run'],
]
for (const [kind, change, expected, options] of cases) {
  test(`${kind} of a guest with ${JSON.stringify({ ...change, ...options })}: ${expected}`, () => {
    const [row] = preflight(kind, [{ ...stopped, ...change }], { ...defaultOptions, ...options }, node => node === 'gone')
    assert.equal(row?.reason ? `${row.verdict} ${row.reason}` : row?.verdict, expected)
  })
}

test('tags are added once and taken away', () => {
  assert.deepEqual(changedTags(running.tags, { addTags: ['web', 'prod'], removeTags: ['none'] }), ['prod', 'web'])
  assert.deepEqual(changedTags(running.tags, { addTags: [], removeTags: ['prod'] }), [])
})

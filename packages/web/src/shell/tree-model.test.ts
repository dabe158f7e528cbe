import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Guest } from '../live/guest.ts'
import { emptyInventory, type InventoryState } from '../live/inventory.ts'
import { sameBranches, treeBranches, TreeLines } from './tree-model.ts'

const guest = (vmid: number, change: Partial<Guest> = {}): Guest => ({
  vmid,
  kind: 'qemu',
  name: `vm-${vmid}`,
  node: 'b',
  status: 'running',
  template: false,
  tags: [],
  pool: '',
  lock: '',
  haState: '',
  cpu: 0,
  maxcpu: 1,
  mem: 0,
  maxmem: 1,
  disk: 0,
  maxdisk: 0,
  since: 0,
  ...change,
})
const inventory = (...guests: Guest[]): InventoryState => ({
  ...emptyInventory,
  shape: {},
  guests: new Map(guests.map(one => [one.vmid, one])),
})
const keysOf = (lines: TreeLines) => Array.from({ length: lines.count }, (_, at) => lines.at(at)?.key)
const state = inventory(guest(102), guest(100, { tags: ['x', 'y'] }), guest(101, { node: 'a', tags: ['x'], pool: 'p/q' }))

test('guests stand in the order of their numbers below their groups, those without a group last', () => {
  const lines = new TreeLines(treeBranches(state, 'tag'), new Set())
  assert.deepEqual(keysOf(lines), ['tag/x', 'tag/x/100', 'tag/x/101', 'tag/y', 'tag/y/100', 'tag/', 'tag//102'])
})

test('a folded group is one line', () => {
  const lines = new TreeLines(treeBranches(state, 'node'), new Set(['node/b']))
  assert.deepEqual(keysOf(lines), ['node/a', 'node/a/101', 'node/b'])
  assert.equal(lines.indexOf('node/b/100'), -1)
})

test('every line is found by its key, and belongs to the group above it', () => {
  for (const by of ['node', 'tag', 'pool', 'type', 'status'] as const) {
    const lines = new TreeLines(treeBranches(state, by), new Set())
    for (let at = 0; at < lines.count; at += 1) {
      const line = lines.at(at)
      assert.ok(line)
      assert.equal(lines.indexOf(line.key), at)
      assert.equal(lines.at(lines.groupAt(at))?.kind, 'group')
    }
    assert.equal(lines.at(lines.count), undefined)
  }
})

test('numbers move no line, another node does', () => {
  const changed = (change: Partial<Guest>) =>
    inventory(...[...state.guests.values()].map(one => (one.vmid === 101 ? { ...one, ...change } : one)))
  assert.equal(sameBranches(state, changed({ cpu: 1, status: 'stopped' }), 'node'), true)
  assert.equal(sameBranches(state, changed({ node: 'c' }), 'node'), false)
  assert.equal(sameBranches(state, changed({ status: 'stopped' }), 'status'), false)
  assert.equal(sameBranches(state, inventory(guest(100)), 'node'), false)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CpuSets, parseCpuSet } from './cpu-sets.ts'

test('containers are spread evenly over the CPUs that there are', () => {
  const sets = new CpuSets()
  const all = [0, 1, 2, 5]
  assert.deepEqual(
    [100, 101, 102, 103].map(vmid => sets.choose(vmid, all, 2)),
    ['0,1', '2,5', '0,1', '2,5'],
  )
  sets.forget(101)
  assert.equal(sets.choose(104, all, 1), '2')
  assert.equal(sets.choose(105, all, 3), '0,1,5')
})

test('one that starts again does not stand in its own way, and one that was found counts', () => {
  const sets = new CpuSets()
  sets.note(100, '0-1')
  assert.equal(sets.choose(101, [0, 1, 2], 1), '2')
  assert.equal(sets.choose(101, [0, 1, 2], 1), '2')
  sets.note(100, undefined)
  assert.equal(sets.choose(102, [0, 1, 2], 2), '0,1')
})

test('lists of CPUs are read with their ranges', () => {
  assert.deepEqual(parseCpuSet('0,2-4,7'), [0, 2, 3, 4, 7])
  assert.deepEqual(parseCpuSet(''), [])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Report } from './message.ts'
import { soundReports } from './sound.ts'
import { report } from './testing-reports.ts'

const sound = (of: Record<number, Report>) => soundReports(new Map(Object.entries(of).map(([node, one]) => [Number(node), one])))

test('of those that have applied as much, most are right, and the others count as empty', () => {
  const { reports, damaged } = sound({ 1: report({ digest: 'rotten', continuing: true }), 2: report(), 3: report() })
  assert.deepEqual([...damaged], [1])
  const { installed, lost, applied, last, continuing } = reports.get(1) ?? report()
  assert.deepEqual({ installed, lost, applied, last, continuing }, { installed: 0, lost: true, applied: 0, last: 0, continuing: false })
  assert.equal(reports.get(2)?.lost, false)
})

test('of two the one with the lower number is', () => {
  assert.deepEqual([...sound({ 1: report(), 2: report({ digest: 'other' }) }).damaged], [2])
})

test('who has applied less or more, or nothing, cannot be compared', () => {
  assert.equal(
    sound({ 1: report(), 2: report({ applied: 9, digest: 'older' }), 3: report({ applied: 0, digest: 'none' }) }).damaged.size,
    0,
  )
  assert.equal(sound({ 1: report({ applied: 0, digest: 'a' }), 2: report({ applied: 0, digest: 'b' }) }).damaged.size, 0)
})

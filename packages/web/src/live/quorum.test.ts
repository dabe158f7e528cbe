import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LiveEvent } from './protocol.ts'
import { quorumAfter } from './quorum.ts'

const told = (value: { quorate: 0 | 1; phase: string } | null, id = 'quorum'): LiveEvent => ({
  id: 'e-1',
  type: 'cluster',
  data: { id, time: 1, value },
})

test('the last word of the stream says whether there is quorum', () => {
  const lost = told({ quorate: 0, phase: 'waiting' })
  assert.equal(quorumAfter(true, [lost]), false)
  assert.equal(quorumAfter(true, [lost, told({ quorate: 1, phase: 'ready' })]), true)
})

test('other events say nothing about it, and a node that is alone has none', () => {
  assert.equal(quorumAfter(false, [{ id: 'e-1', type: 'guest', data: { id: '100', time: 1, value: {} } }, told(null, 'other')]), false)
  assert.equal(quorumAfter(false, [told(null)]), undefined)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { intentOf } from './power-intents.ts'

const shutdown = { type: 'qmshutdown', id: '100' }

test('what was asked for here shows before its task exists', () => {
  assert.equal(intentOf(100, new Map([[100, 'start']]), []), 'start')
})

test('a task that somebody else began shows too, for its own guest only', () => {
  assert.equal(intentOf(100, new Map(), [shutdown]), 'shutdown')
  assert.equal(intentOf(101, new Map(), [shutdown]), undefined)
})

test('an ended task and one of another kind show nothing', () => {
  assert.equal(intentOf(100, new Map(), [{ ...shutdown, endtime: 5 }]), undefined)
  assert.equal(intentOf(100, new Map(), [{ type: 'qmclone', id: '100' }]), undefined)
})

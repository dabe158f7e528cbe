import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fit } from './palette-entry.ts'

const web = { title: 'web-01', detail: '100 · pve', words: 'running prod' }

test('every word must occur', () => {
  assert.ok(fit(web, ['web', 'prod']) > 0)
  assert.equal(fit(web, ['web', 'db']), 0)
})

test('a title that is the word beats one that begins so, which beats one that holds it', () => {
  const scores = ['web', 'web-01', 'my-web', 'cobweb'].map(title => fit({ title }, ['web']))
  assert.deepEqual(
    scores,
    scores.toSorted((a, b) => b - a),
  )
  assert.equal(new Set(scores).size, 4)
})

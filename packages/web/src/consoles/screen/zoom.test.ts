import assert from 'node:assert/strict'
import { test } from 'node:test'
import { limitZoom, scrollAfterZoom } from './zoom.ts'

test('a picture is never smaller than its place, and not endlessly large', () => {
  assert.deepEqual([0.2, 1, 3, 99].map(limitZoom), [1, 1, 3, 6])
})

test('what is between the fingers stays between them', () => {
  assert.equal(scrollAfterZoom(0, 100, 100, 1, 2), 100)
  assert.equal(scrollAfterZoom(100, 100, 100, 2, 1), 0)
  assert.equal(scrollAfterZoom(50, 100, 80, 2, 2), 70, 'without zooming it is dragged')
})

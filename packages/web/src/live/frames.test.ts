import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EventFrames } from './frames.ts'

test('events are found however the text is cut', () => {
  const text = 'retry: 2000\n\nid: e-1\nevent: guest\ndata: {"id":"100"}\n\n: alive\n\nid: e-2\nevent: reset\ndata: {}\n\n'
  for (let size = 1; size < text.length; size++) {
    const frames = new EventFrames()
    const found = []
    for (let at = 0; at < text.length; at += size) found.push(...frames.take(text.slice(at, at + size)))
    assert.deepEqual(found, [
      { id: 'e-1', type: 'guest', data: { id: '100' } },
      { id: 'e-2', type: 'reset', data: {} },
    ])
  }
})

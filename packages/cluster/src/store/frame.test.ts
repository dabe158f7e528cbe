import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encodeFrame, FrameDecoder } from './frame.ts'

test('messages come out whole however the stream is cut', () => {
  const messages = [{ a: 1 }, 'ä'.repeat(1000), [], { text: 'x'.repeat(5000) }]
  const stream = Buffer.concat(messages.map(encodeFrame))
  for (const size of [1, 3, 7, 4096, stream.length]) {
    const decoder = new FrameDecoder()
    const out: unknown[] = []
    for (let at = 0; at < stream.length; at += size) out.push(...decoder.push(stream.subarray(at, at + size)))
    assert.deepEqual(out, messages)
  }
})

test('a message that claims to be huge breaks the connection instead of filling the memory', () => {
  assert.throws(() => new FrameDecoder().push(Buffer.from([0xff, 0xff, 0xff, 0xff])), /too large/)
})

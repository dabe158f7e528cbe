import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encodeFrame, FrameReader, type Frame } from './frame.ts'

test('frames are read the same however the stream is cut', () => {
  const sent: Frame[] = [
    { id: 1, head: { method: 'GET', url: '/ü' }, body: Buffer.alloc(0) },
    { id: 0xffff_ffff, head: { gone: true }, body: Buffer.from([0, 255, 13, 10]) },
    { id: 7, head: [], body: Buffer.alloc(300, 7) },
  ]
  const stream = Buffer.concat(sent.map(({ id, head, body }) => encodeFrame(id, head, body)))
  for (let size = 1; size <= stream.length; size++) {
    const reader = new FrameReader()
    const read: Frame[] = []
    for (let at = 0; at < stream.length; at += size) read.push(...reader.push(stream.subarray(at, at + size)))
    assert.deepEqual(read, sent)
  }
})

test('a stream of something else is refused', () => {
  assert.throws(() => new FrameReader().push(Buffer.from('GET / HTTP/1.1\r\n\r\n')), /no frame/)
  assert.throws(() => new FrameReader().push(Buffer.alloc(12)), /no frame/)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SpiceRecords } from './spice-records.ts'

function greeting(countsAt: number, capabilities: number): Buffer {
  const body = Buffer.alloc(countsAt + 16)
  body.writeUInt32LE(1, countsAt)
  body.writeUInt32LE(countsAt + 12, countsAt + 8)
  body.writeUInt32LE(capabilities, countsAt + 12)
  const header = Buffer.alloc(16)
  header.write('REDQ', 'latin1')
  header.writeUInt32LE(body.length, 12)
  return Buffer.concat([header, body])
}

function message(headerBytes: number, sizeAt: number, size: number): Buffer {
  const bytes = Buffer.alloc(headerBytes + size, size)
  bytes.writeUInt32LE(size, sizeAt)
  return bytes
}

for (const [kind, capabilities, headerBytes, sizeAt] of [
  ['short', 0b1011, 6, 2],
  ['long', 0b0011, 18, 10],
] as const) {
  test(`no part reaches beyond the end of a message with ${kind} headers, however the bytes arrive`, () => {
    const units = [greeting(166, 0b1011), Buffer.alloc(4), ...[0, 1, 5, 300, 0, 70_000, 18].map(size => message(headerBytes, sizeAt, size))]
    const whole = Buffer.concat(units)
    const ends = new Set<number>()
    for (let at = 0, next = 0; next < units.length; next++) ends.add((at += units[next]?.length ?? 0))
    for (const step of [1, 3, 7, 100, 5000, whole.length]) {
      const records = new SpiceRecords()
      const hello = greeting(6, capabilities)
      records.fromClient(hello.subarray(0, 10))
      records.fromClient(hello.subarray(10))
      const parts: Buffer[] = []
      for (let at = 0; at < whole.length; at += step) parts.push(...records.fromServer(whole.subarray(at, at + step)))
      assert.ok(Buffer.concat(parts).equals(whole))
      const cuts = new Set<number>()
      let at = 0
      for (const part of parts) cuts.add((at += part.length))
      assert.deepEqual(
        [...ends].filter(end => !cuts.has(end)),
        [],
        `step ${step}`,
      )
      if (step === whole.length) assert.equal(parts.length, units.length)
    }
  })
}

test('what is not SPICE ends the connection', () => {
  assert.throws(() => new SpiceRecords().fromServer(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')), /not SPICE/)
  assert.throws(() => new SpiceRecords().fromClient(Buffer.from('GET / HTTP/1.1\r\nhost: x\r\n')), /not SPICE/)
})

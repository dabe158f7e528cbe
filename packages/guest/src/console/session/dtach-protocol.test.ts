import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { DtachLink } from './dtach-link.ts'
import { attachPacket, inputPackets, packetLength, sizePacket } from './dtach-protocol.ts'

test('packets have ten bytes, whatever is left of the input', () => {
  assert.deepEqual([...attachPacket()], [1, 0, 0, 0, 0, 0, 0, 0, 0, 0])
  assert.deepEqual([...sizePacket(80, 24)], [3, 0, 24, 0, 80, 0, 0, 0, 0, 0])
  assert.deepEqual([...inputPackets(Buffer.from('123456789'))], [0, 8, ...Buffer.from('12345678'), 0, 1, 0x39, 0, 0, 0, 0, 0, 0, 0])
  assert.equal(inputPackets(Buffer.alloc(0)).length, 0)
})

test('a large input arrives whole and in order, however slowly it is read', { timeout: 30_000 }, async t => {
  const folder = await mkdtemp(join(tmpdir(), 'quorate-dtach-'))
  t.after(() => rm(folder, { recursive: true }))
  const received: Buffer[] = []
  const all = Promise.withResolvers<void>()
  const input = Buffer.from(Array.from({ length: 300_001 }, (_, at) => at % 251))
  const wanted = attachPacket().length + inputPackets(input).length
  let length = 0
  const server = createServer(socket => {
    socket.on('data', chunk => {
      received.push(chunk)
      length += chunk.length
      if (length >= wanted) all.resolve()
      socket.pause()
      setImmediate(() => socket.resume())
    })
  }).listen(join(folder, 's'))
  t.after(() => server.close())
  await once(server, 'listening')
  const link = await DtachLink.open(join(folder, 's'))
  await new Promise<void>((resolve, reject) => link.send(input, error => (error ? reject(error) : resolve())))
  await all.promise
  const packets = Buffer.concat(received)
  const typed: Buffer[] = []
  for (let at = 0; at < packets.length; at += packetLength) {
    if (packets[at] === 0) typed.push(packets.subarray(at + 2, at + 2 + (packets[at + 1] ?? 0)))
  }
  assert.ok(Buffer.concat(typed).equals(input))
  link.close()
})

test('what waits to be sent is told of the end', { timeout: 30_000 }, async t => {
  const folder = await mkdtemp(join(tmpdir(), 'quorate-dtach-'))
  t.after(() => rm(folder, { recursive: true }))
  const server = createServer(socket => setTimeout(() => socket.destroy(), 20).unref()).listen(join(folder, 's'))
  t.after(() => server.close())
  await once(server, 'listening')
  const link = await DtachLink.open(join(folder, 's'))
  const ended = new Promise<void>(resolve => link.listen(() => undefined, resolve))
  await assert.rejects(
    new Promise<void>((resolve, reject) => link.send(Buffer.alloc(4 << 20), error => (error ? reject(error) : resolve()))),
  )
  await ended
})

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { Outbox } from './outbox.ts'
import { largestMessage, largestPacket, Reassembly } from './packets.ts'

const self = { nodeId: 1, pid: 10 }

/** A group of one: what was sent comes back when the test takes it. */
function loop() {
  const way: Buffer[] = []
  let room = Infinity
  const received: Buffer[] = []
  const reassembly = new Reassembly()
  const outbox = new Outbox(packet => {
    if (room === 0) return false
    room -= 1
    way.push(packet)
    return true
  })
  const take = (count = Infinity) => {
    for (let packet = way.shift(); packet; packet = --count > 0 ? way.shift() : undefined) {
      reassembly.take(self, packet, (bytes, big) => {
        received.push(bytes)
        if (big) outbox.bigArrived()
      })
    }
  }
  return { outbox, reassembly, way, received, take, setRoom: (count: number) => (room = count) }
}

const small = (text: string) => Buffer.from(text)
const texts = (buffers: readonly Buffer[]) => buffers.map(bytes => (bytes.length > 20 ? `${bytes.length} bytes` : bytes.toString()))

test('messages of one turn share a packet and keep their order and boundaries', async () => {
  const { outbox, way, received, take } = loop()
  for (const text of ['one', '', 'three']) outbox.push(small(text))
  assert.equal(outbox.backlogBytes, 8)
  await turn()
  assert.equal(way.length, 1)
  assert.equal(outbox.backlogBytes, 0)
  take()
  assert.deepEqual(texts(received), ['one', '', 'three'])
})

test('a packet is never larger than allowed, and the largest message arrives as it was', async () => {
  const { outbox, way, received, take } = loop()
  const big = randomBytes(largestMessage)
  outbox.push(big)
  await turn()
  assert(way.length > 200)
  assert(way.every(packet => packet.length <= largestPacket))
  take()
  assert(received[0]?.equals(big))
  assert.throws(() => outbox.push(Buffer.alloc(largestMessage + 1)), /too big/)
})

test('a message in parts holds up those behind it until it has come back', async () => {
  const { outbox, received, take } = loop()
  for (const bytes of [small('before'), Buffer.alloc(600_000), small('behind'), Buffer.alloc(700_000), small('last')]) outbox.push(bytes)
  await turn()
  take(2)
  assert.deepEqual(texts(received), ['before'])
  take()
  assert.deepEqual(texts(received), ['before', '600000 bytes', 'behind', '700000 bytes', 'last'])
})

test('a message in parts begins anew when somebody joins, and arrives once', async () => {
  const { outbox, reassembly, received, take, way } = loop()
  const big = randomBytes(900_000)
  outbox.push(big)
  outbox.push(small('behind'))
  await turn()
  take(2)
  reassembly.clear()
  outbox.beginAnew()
  assert(way.length > 4)
  take()
  assert.deepEqual(texts(received), ['900000 bytes', 'behind'])
  assert(received[0]?.equals(big))
})

test('without room everything waits in order, and goes on by itself', async () => {
  const { outbox, received, take, setRoom } = loop()
  setRoom(0)
  outbox.push(small('one'))
  await turn()
  outbox.push(small('two'))
  outbox.push(Buffer.alloc(600_000))
  await turn()
  assert.equal(outbox.backlogBytes, 600_006)
  setRoom(Infinity)
  while (outbox.backlogBytes > 0) {
    await turn()
    take()
  }
  take()
  assert.deepEqual(texts(received), ['one', 'two', '600000 bytes'])
})

test('half a message of a member that left is forgotten', async () => {
  const { outbox, reassembly, received, take } = loop()
  outbox.push(Buffer.alloc(900_000))
  await turn()
  take(2)
  reassembly.left([self])
  take()
  assert.deepEqual(received, [])
})

import assert from 'node:assert/strict'
import { createSecretKey, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { decodePacket, encodePacket } from './packet.ts'

const key = createSecretKey(randomBytes(32))
/** Of an era that a person began, with numbers as large as they get. */
const sent = { from: 32, epoch: 3 * 2 ** 32 + 17, last: 2 ** 40 + 1, chain: 2 ** 48 - 1, mark: 2 ** 52 - 3, hears: [1, 2, 2 ** 31] }

test('what was sent is read again', () => {
  assert.deepEqual(decodePacket(encodePacket(sent, key), key), sent)
  assert.deepEqual(decodePacket(encodePacket({ ...sent, hears: [] }, key), key), { ...sent, hears: [] })
})

test('whatever bit is changed, it is nothing; so is what is shorter or longer, and what another key made', () => {
  const packet = encodePacket(sent, key)
  for (let bit = 0; bit < packet.length * 8; bit++) {
    const changed = Buffer.from(packet)
    changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
    assert.equal(decodePacket(changed, key), undefined, `bit ${bit}`)
  }
  for (let length = 0; length < packet.length; length++) assert.equal(decodePacket(packet.subarray(0, length), key), undefined)
  assert.equal(decodePacket(Buffer.concat([packet, Buffer.of(0)]), key), undefined)
  assert.equal(decodePacket(packet, createSecretKey(randomBytes(32))), undefined)
})

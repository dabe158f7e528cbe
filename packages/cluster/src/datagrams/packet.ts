import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto'
import type { QuickAcknowledgement } from '../replica/message.ts'

/**
 * An acknowledgement as a datagram, little endian:
 *
 *   'Q', 'A', 1, number of nodes that are heard (1 byte), sender (4), epoch, last, chain, mark (8 each, as doubles),
 *   the nodes (4 each), the first 16 bytes of HMAC-SHA-256 of all that
 *
 * One that is sent again by somebody else says nothing that is not true any more: it is of one round (see `Round.mark`).
 */
const magic = Buffer.from([0x51, 0x41, 1])
const headBytes = 40
const nodeBytes = 4
const sumBytes = 16
/** More nodes than a cluster has. */
const mostNodes = 200

const sumOf = (bytes: Buffer, key: KeyObject) => createHmac('sha256', key).update(bytes).digest().subarray(0, sumBytes)

export interface Sent extends QuickAcknowledgement {
  readonly from: number
}

export function encodePacket({ from, epoch, last, chain, mark, hears }: Sent, key: KeyObject): Buffer {
  const nodes = hears.slice(0, mostNodes)
  const end = headBytes + nodes.length * nodeBytes
  const packet = Buffer.alloc(end + sumBytes)
  magic.copy(packet)
  packet.writeUInt8(nodes.length, 3)
  packet.writeUInt32LE(from, 4)
  packet.writeDoubleLE(epoch, 8)
  packet.writeDoubleLE(last, 16)
  packet.writeDoubleLE(chain, 24)
  packet.writeDoubleLE(mark, 32)
  for (const [at, node] of nodes.entries()) packet.writeUInt32LE(node, headBytes + at * nodeBytes)
  sumOf(packet.subarray(0, end), key).copy(packet, end)
  return packet
}

/** undefined: it is none, or was not made by somebody who has the key. */
export function decodePacket(packet: Buffer, key: KeyObject): Sent | undefined {
  const end = packet.length - sumBytes
  if (end < headBytes || !packet.subarray(0, magic.length).equals(magic)) return undefined
  const count = packet.readUInt8(3)
  if (end !== headBytes + count * nodeBytes) return undefined
  if (!timingSafeEqual(packet.subarray(end), sumOf(packet.subarray(0, end), key))) return undefined
  const [epoch, last, chain, mark] = [8, 16, 24, 32].map(at => packet.readDoubleLE(at)) as [number, number, number, number]
  const hears = Array.from({ length: count }, (_, at) => packet.readUInt32LE(headBytes + at * nodeBytes))
  return { from: packet.readUInt32LE(4), epoch, last, chain, mark, hears }
}

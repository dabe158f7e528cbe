import type { Member } from './transport-events.ts'

/**
 * What travels as one message of CPG: either several whole messages, or one part of a message that is too big for it.
 *
 *   whole:  1, then for each message: length (4 bytes), bytes
 *   part:   2, length of the whole message (4), offset of this part (4), bytes
 */
export const largestPacket = 256 * 1024
export const largestMessage = 64 * 1024 * 1024
const whole = 1
const part = 2
const partHeader = 9
export const partBytes = largestPacket - partHeader

/** Bytes of a packet with messages that have these bytes together. */
export const wholePacketBytes = (messages: number, bytes: number) => 1 + messages * 4 + bytes

export function wholePacket(messages: readonly Buffer[]): Buffer {
  const bytes = messages.reduce((sum, { length }) => sum + length, 0)
  const packet = Buffer.allocUnsafe(wholePacketBytes(messages.length, bytes))
  packet[0] = whole
  let at = 1
  for (const message of messages) {
    at = packet.writeUInt32LE(message.length, at)
    at += message.copy(packet, at)
  }
  return packet
}

export function partPacket(message: Buffer, offset: number): Buffer {
  const bytes = message.subarray(offset, offset + partBytes)
  const packet = Buffer.allocUnsafe(partHeader + bytes.length)
  packet[0] = part
  packet.writeUInt32LE(message.length, 1)
  packet.writeUInt32LE(offset, 5)
  bytes.copy(packet, partHeader)
  return packet
}

interface Partial {
  readonly bytes: Buffer
  filled: number
}

const keyOf = ({ nodeId, pid }: Member) => `${nodeId}.${pid}`

/** Makes messages of packets again. Parts whose beginning was not seen are no message: their sender begins anew. */
export class Reassembly {
  #partial = new Map<string, Partial>()

  /** `big`: the message came in parts. */
  take(from: Member, packet: Buffer, message: (bytes: Buffer, big: boolean) => void): void {
    if (packet[0] === whole) {
      for (let at = 1; at + 4 <= packet.length;) {
        const end = at + 4 + packet.readUInt32LE(at)
        message(packet.subarray(at + 4, end), false)
        at = end
      }
    } else if (packet[0] === part && packet.length > partHeader) {
      const bytes = this.#part(keyOf(from), packet)
      if (bytes) message(bytes, true)
    }
  }

  #part(sender: string, packet: Buffer): Buffer | undefined {
    const length = packet.readUInt32LE(1)
    const offset = packet.readUInt32LE(5)
    if (length > largestMessage) return undefined
    if (offset === 0) this.#partial.set(sender, { bytes: Buffer.allocUnsafe(length), filled: 0 })
    const partial = this.#partial.get(sender)
    if (!partial || partial.filled !== offset || partial.bytes.length !== length) return undefined
    partial.filled += packet.copy(partial.bytes, offset, partHeader)
    if (partial.filled < length) return undefined
    this.#partial.delete(sender)
    return partial.bytes
  }

  /** Half a message of a member that left never becomes whole. */
  left(members: readonly Member[]): void {
    for (const member of members) this.#partial.delete(keyOf(member))
  }

  clear(): void {
    this.#partial.clear()
  }
}

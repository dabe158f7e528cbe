/**
 * What a client tells the process that dtach keeps a program in: packets of ten bytes, type, length and eight bytes of
 * data. What the program prints comes back as it is.
 */
export const packetLength = 10
const dataLength = 8
/** All that is written at once: the kernel takes so much whole or not at all. dtach would misread half a packet. */
export const packetsAtOnce = 1000
export const inputAtOnce = packetsAtOnce * dataLength

const push = 0
const attach = 1
const windowSize = 3

export function attachPacket(): Buffer {
  return Buffer.from([attach, 0, ...new Uint8Array(dataLength)])
}

export function sizePacket(columns: number, rows: number): Buffer {
  const packet = Buffer.alloc(packetLength)
  packet[0] = windowSize
  // A `struct winsize` of this machine, which has all product runs on: little endian.
  packet.writeUInt16LE(rows, 2)
  packet.writeUInt16LE(columns, 4)
  return packet
}

export function inputPackets(data: Uint8Array): Buffer {
  const packets = Buffer.alloc(Math.ceil(data.length / dataLength) * packetLength)
  for (let from = 0, to = 0; from < data.length; from += dataLength, to += packetLength) {
    const part = data.subarray(from, from + dataLength)
    packets[to] = push
    packets[to + 1] = part.length
    packets.set(part, to + 2)
  }
  return packets
}

import { largestMessage, largestPacket, partBytes, partPacket, wholePacket, wholePacketBytes } from './packets.ts'

/** corosync had no room; a packet that comes back makes some too, so this is only for when nothing does. */
const retryMs = 2

/**
 * What waits to be sent, in order. Messages of one turn share a packet. A message in parts holds up all behind it until
 * it has come back whole: when somebody joins before that, it begins anew, since the newcomer has not seen its
 * beginning and must see the same messages in the same order as all others.
 */
export class Outbox {
  /** False: no room now. */
  #multicast: (packet: Buffer) => boolean
  #queue: Buffer[] = []
  #queuedBytes = 0
  #packet: { readonly bytes: Buffer; readonly messages: number } | undefined
  #big: { readonly message: Buffer; offset: number } | undefined
  #flushing = false
  #retry: NodeJS.Timeout | undefined
  #closed = false

  constructor(multicast: (packet: Buffer) => boolean) {
    this.#multicast = multicast
  }

  /** Not yet given to corosync. */
  get backlogBytes(): number {
    return this.#queuedBytes + (this.#big ? this.#big.message.length - this.#big.offset : 0)
  }

  push(message: Buffer): void {
    if (message.length > largestMessage) throw new RangeError(`a message of ${message.length} bytes is too big: at most ${largestMessage}`)
    this.#queue.push(message)
    this.#queuedBytes += message.length
    if (this.#flushing) return
    this.#flushing = true
    setImmediate(() => {
      this.#flushing = false
      this.flush()
    })
  }

  flush(): void {
    clearTimeout(this.#retry)
    while (!this.#closed) {
      if (this.#big) {
        if (this.#big.offset === this.#big.message.length) return
        if (!this.#multicast(partPacket(this.#big.message, this.#big.offset))) break
        this.#big.offset = Math.min(this.#big.offset + partBytes, this.#big.message.length)
        continue
      }
      const [first] = this.#queue
      if (!first) return
      if (wholePacketBytes(1, first.length) > largestPacket) {
        this.#shift(1)
        this.#big = { message: first, offset: 0 }
        continue
      }
      this.#packet ??= this.#nextPacket()
      if (!this.#multicast(this.#packet.bytes)) break
      this.#shift(this.#packet.messages)
      this.#packet = undefined
    }
    if (!this.#closed) this.#retry = setTimeout(() => this.flush(), retryMs)
  }

  #nextPacket() {
    let bytes = 0
    let messages = 0
    for (const { length } of this.#queue) {
      if (wholePacketBytes(messages + 1, bytes + length) > largestPacket) break
      bytes += length
      messages += 1
    }
    return { bytes: wholePacket(this.#queue.slice(0, messages)), messages }
  }

  #shift(messages: number): void {
    for (const { length } of this.#queue.splice(0, messages)) this.#queuedBytes -= length
  }

  /** The message in parts has come back. */
  bigArrived(): void {
    this.#big = undefined
    this.flush()
  }

  /** Somebody joined. */
  beginAnew(): void {
    if (!this.#big) return
    this.#big.offset = 0
    this.flush()
  }

  /** Forgets all. */
  close(): void {
    this.#closed = true
    clearTimeout(this.#retry)
    this.#queue = []
    this.#queuedBytes = 0
    this.#packet = undefined
    this.#big = undefined
  }
}

/** The store's protocol: every message is its length (4 bytes, little endian) and that many bytes of JSON. */
const limitBytes = 64 * 1024 * 1024

export function encodeFrame(message: unknown): Buffer {
  const text = JSON.stringify(message)
  const length = Buffer.byteLength(text)
  const frame = Buffer.allocUnsafe(4 + length)
  frame.writeUInt32LE(length, 0)
  frame.write(text, 4)
  return frame
}

/** Puts chunks of a stream together to messages. Throws on a message that is too large or no JSON: the connection is then of no use. */
export class FrameDecoder {
  #chunks: Buffer[] = []
  #bytes = 0

  /** The messages that are whole with this chunk. */
  push(chunk: Buffer): unknown[] {
    this.#chunks.push(chunk)
    this.#bytes += chunk.length
    const messages: unknown[] = []
    for (;;) {
      if (this.#bytes < 4) return messages
      const length = this.#head(4).readUInt32LE(0)
      if (length > limitBytes) throw new RangeError(`a message of ${length} bytes is too large`)
      if (this.#bytes < 4 + length) return messages
      const frame = this.#head(4 + length)
      messages.push(JSON.parse(frame.toString('utf8', 4, 4 + length)))
      const rest = frame.subarray(4 + length)
      this.#chunks[0] = rest
      this.#bytes -= 4 + length
    }
  }

  /** The first chunk, made at least that long. */
  #head(bytes: number): Buffer {
    const [first] = this.#chunks
    if (first && first.length >= bytes) return first
    const whole = Buffer.concat(this.#chunks)
    this.#chunks = [whole]
    return whole
  }
}

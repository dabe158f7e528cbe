/**
 * What proxy and daemon say to each other on one connection, many calls at a time: a frame is its size, the number of
 * the call, the size of its head, the head as JSON, and a body of bytes. Sizes are 32 bit, big-endian.
 */
export interface Frame {
  readonly id: number
  readonly head: unknown
  readonly body: Buffer
}

const prefix = 12
/** Nobody but proxy and daemon speaks here; a larger one is a fault. */
const largest = 1 << 30

const noBody = Buffer.alloc(0)

export function encodeFrame(id: number, head: unknown, body: Buffer = noBody): Buffer {
  const text = JSON.stringify(head)
  const headSize = Buffer.byteLength(text)
  const frame = Buffer.allocUnsafe(prefix + headSize + body.length)
  frame.writeUInt32BE(frame.length, 0)
  frame.writeUInt32BE(id, 4)
  frame.writeUInt32BE(headSize, 8)
  frame.write(text, prefix)
  body.copy(frame, prefix + headSize)
  return frame
}

/** Gathers the chunks of a stream into frames. Throws when the stream is something else. */
export class FrameReader {
  #chunks: Buffer[] = []
  #size = 0
  #wanted = prefix

  push(chunk: Buffer): Frame[] {
    this.#chunks.push(chunk)
    this.#size += chunk.length
    const frames: Frame[] = []
    // Chunks are joined only when a frame is whole: a large one costs one copy.
    while (this.#size >= this.#wanted) {
      let all = this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks, this.#size)
      this.#wanted = prefix
      while (all.length >= this.#wanted) {
        const size = all.readUInt32BE(0)
        if (size < prefix || size > largest) throw new Error('the connection of the proxy carries something that is no frame')
        this.#wanted = size
        if (all.length < size) break
        const headEnd = prefix + all.readUInt32BE(8)
        frames.push({ id: all.readUInt32BE(4), head: JSON.parse(all.toString('utf8', prefix, headEnd)), body: all.subarray(headEnd, size) })
        all = all.subarray(size)
        this.#wanted = prefix
      }
      this.#chunks = all.length > 0 ? [all] : []
      this.#size = all.length
    }
    return frames
  }
}

import { Failure } from '@quorate/schema'

/** A message on the runner's socket: four bytes of length (big-endian), then JSON. */
const longestFrame = 32 << 20

export function encodeFrame(message: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(message))
  if (body.length > longestFrame) throw new Failure(`a message of ${body.length} bytes is too long for the task runner`)
  const frame = Buffer.allocUnsafe(4 + body.length)
  frame.writeUInt32BE(body.length, 0)
  body.copy(frame, 4)
  return frame
}

/** Gathers chunks of a stream into messages. */
export class FrameReader {
  #chunks: Buffer[] = []
  #size = 0
  #wanted: number | undefined

  /** Throws when the stream is not of this protocol: the connection is to be closed then. */
  push(chunk: Buffer): unknown[] {
    this.#chunks.push(chunk)
    this.#size += chunk.length
    const messages: unknown[] = []
    for (;;) {
      this.#wanted ??= this.#take(4)?.readUInt32BE(0)
      if (this.#wanted === undefined) return messages
      if (this.#wanted > longestFrame) throw new Failure('the task runner socket carries something that is no message')
      const body = this.#take(this.#wanted)
      if (!body) return messages
      this.#wanted = undefined
      messages.push(JSON.parse(body.toString('utf8')))
    }
  }

  #take(bytes: number): Buffer | undefined {
    if (this.#size < bytes) return undefined
    const all = this.#chunks.length === 1 && this.#chunks[0] ? this.#chunks[0] : Buffer.concat(this.#chunks)
    this.#chunks = [all.subarray(bytes)]
    this.#size -= bytes
    return all.subarray(0, bytes)
  }
}

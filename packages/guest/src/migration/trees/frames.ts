import { Failure } from '@quorate/schema'

/** More is no frame of ours. */
const longest = 2 ** 24
const headBytes = 4

function head(length: number): Buffer {
  const bytes = Buffer.alloc(headBytes)
  bytes.writeUInt32BE(length)
  return bytes
}

/** Data in pieces that each tell their length, and an empty one at the end: what is cut off on its way is known as such. */
export async function* framed(data: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of data) {
    if (chunk.length === 0) continue
    yield head(chunk.length)
    yield chunk
  }
  yield head(0)
}

/** Reads such pieces from a connection. */
export class FrameReader {
  readonly #source: AsyncIterator<Buffer>
  #rest: Buffer = Buffer.alloc(0)

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  /** Data up to the next empty piece. Fails when the connection ends before. */
  async *data(): AsyncGenerator<Buffer> {
    for (;;) {
      let left = await this.#length()
      if (left === 0) return
      while (left > 0) {
        if (this.#rest.length === 0) await this.#more()
        const part = this.#rest.subarray(0, left)
        this.#rest = this.#rest.subarray(part.length)
        left -= part.length
        yield part
      }
    }
  }

  /** Short data up to the next empty piece, as text. */
  async text(mostBytes: number): Promise<string> {
    const parts: Buffer[] = []
    let bytes = 0
    for await (const part of this.data()) {
      bytes += part.length
      if (bytes > mostBytes) throw new Failure('what the other node sends is no text of a migration')
      parts.push(part)
    }
    return Buffer.concat(parts).toString('utf8')
  }

  /** Reads and forgets everything up to the end of the connection. */
  async rest(): Promise<void> {
    while (!(await this.#source.next()).done);
  }

  async #length(): Promise<number> {
    while (this.#rest.length < headBytes) await this.#more()
    const length = this.#rest.readUInt32BE()
    if (length > longest) throw new Failure('what the other node sends is no data of a migration')
    this.#rest = this.#rest.subarray(headBytes)
    return length
  }

  async #more(): Promise<void> {
    const { done, value } = await this.#source.next()
    if (done) throw new Failure('the connection to the other node was closed in the middle of the data')
    this.#rest = this.#rest.length ? Buffer.concat([this.#rest, value]) : value
  }
}

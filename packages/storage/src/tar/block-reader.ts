/** Cuts a stream into pieces of the lengths asked for. */
export class BlockReader {
  readonly #source: AsyncIterator<Buffer>
  #rest: Buffer = Buffer.alloc(0)

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  /** At most that many bytes; fewer only at the end. */
  async take(length: number): Promise<Buffer> {
    const parts: Buffer[] = []
    let missing = length
    for await (const part of this.pass(length)) {
      parts.push(part)
      missing -= part.length
    }
    return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts, length - missing)
  }

  /** Passes over at most that many bytes; answers how many there were. */
  async skip(length: number): Promise<number> {
    let skipped = 0
    for await (const part of this.pass(length)) skipped += part.length
    return skipped
  }

  /** The same in pieces as they come. */
  async *pass(length: number): AsyncGenerator<Buffer, void, undefined> {
    for (let missing = length; missing > 0;) {
      if (this.#rest.length === 0) {
        const { done, value } = await this.#source.next()
        if (done) return
        this.#rest = value
        continue
      }
      const part = this.#rest.subarray(0, missing)
      this.#rest = this.#rest.subarray(part.length)
      missing -= part.length
      yield part
    }
  }
}

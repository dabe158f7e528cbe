/** Bytes that have come in and wait to be understood. */
export class ByteQueue {
  #bytes: Buffer = Buffer.alloc(0)

  get length(): number {
    return this.#bytes.length
  }

  push(chunk: Buffer): void {
    this.#bytes = this.#bytes.length > 0 ? Buffer.concat([this.#bytes, chunk]) : chunk
  }

  /** undefined: so many are not there yet */
  peek(count: number): Buffer | undefined {
    return this.#bytes.length < count ? undefined : this.#bytes.subarray(0, count)
  }

  take(count: number): Buffer | undefined {
    const taken = this.peek(count)
    if (taken) this.#bytes = this.#bytes.subarray(count)
    return taken
  }
}

/** Keeps what a program prints, up to a limit: the beginning of standard output, the end of standard error. */
export class Capture {
  readonly #limit: number
  readonly #keep: 'beginning' | 'end'
  #chunks: Buffer[] = []
  #size = 0
  /** Bytes that did not fit. */
  dropped = 0

  constructor(limit: number, keep: 'beginning' | 'end') {
    this.#limit = limit
    this.#keep = keep
  }

  push(chunk: Buffer): void {
    if (this.#keep === 'beginning') {
      const room = this.#limit - this.#size
      this.dropped += Math.max(0, chunk.length - room)
      if (room <= 0) return
      this.#chunks.push(chunk.length > room ? chunk.subarray(0, room) : chunk)
      this.#size += Math.min(chunk.length, room)
      return
    }
    this.#chunks.push(chunk)
    this.#size += chunk.length
    if (this.#size <= this.#limit * 2) return
    const kept = Buffer.concat(this.#chunks).subarray(-this.#limit)
    this.dropped += this.#size - kept.length
    this.#chunks = [kept]
    this.#size = kept.length
  }

  text(): string {
    return Buffer.concat(this.#chunks).toString('utf8')
  }
}

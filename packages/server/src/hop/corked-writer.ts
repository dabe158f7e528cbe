import type { Duplex } from 'node:stream'

/** Sends what one turn of the event loop produces in one go: under load that is many frames per system call. */
export class CorkedWriter {
  readonly #stream: Duplex
  #corked = false

  constructor(stream: Duplex) {
    this.#stream = stream
  }

  /** `alone`: no other frame is to be expected in this turn; waiting for its end would only cost time. */
  write(data: Buffer, alone = false): void {
    if (this.#stream.destroyed) return
    if (!this.#corked && !alone) {
      this.#corked = true
      this.#stream.cork()
      setImmediate(() => {
        this.#corked = false
        this.#stream.uncork()
      })
    }
    this.#stream.write(data)
  }
}

import type { QmpEvent } from './qmp-commands.ts'

/** Events in their order for one listener, from when it is made; ends when the connection ends. */
export class EventStream implements AsyncIterableIterator<QmpEvent> {
  readonly #queue: QmpEvent[] = []
  #waiting: ((result: IteratorResult<QmpEvent>) => void) | undefined
  #ended = false
  readonly #onReturn: () => void

  constructor(onReturn: () => void) {
    this.#onReturn = onReturn
  }

  push(event: QmpEvent): void {
    const waiting = this.#waiting
    this.#waiting = undefined
    if (waiting) waiting({ done: false, value: event })
    else this.#queue.push(event)
  }

  end(): void {
    this.#ended = true
    this.#waiting?.({ done: true, value: undefined })
    this.#waiting = undefined
  }

  next(): Promise<IteratorResult<QmpEvent>> {
    const event = this.#queue.shift()
    if (event) return Promise.resolve({ done: false, value: event })
    if (this.#ended) return Promise.resolve({ done: true, value: undefined })
    return new Promise(resolve => {
      this.#waiting = resolve
    })
  }

  return(): Promise<IteratorResult<QmpEvent>> {
    this.end()
    this.#onReturn()
    return Promise.resolve({ done: true, value: undefined })
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return()
  }
}

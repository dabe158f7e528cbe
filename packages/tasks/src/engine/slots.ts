/** At most so many at a time; who comes when all are taken waits in order. The limit may change while running. */
export class Slots {
  readonly #limit: () => number
  readonly #waiting: PromiseWithResolvers<void>[] = []
  #taken = 0

  constructor(limit: () => number) {
    this.#limit = limit
  }

  get full(): boolean {
    return this.#taken >= Math.max(1, this.#limit())
  }

  /** Resolves to the function that gives the slot back. Rejects with the signal's reason when aborted before. */
  async take(signal: AbortSignal): Promise<() => void> {
    while (this.full) {
      signal.throwIfAborted()
      const turn = Promise.withResolvers<void>()
      const onAbort = () => turn.reject(signal.reason as Error)
      this.#waiting.push(turn)
      signal.addEventListener('abort', onAbort, { once: true })
      try {
        await turn.promise
      } finally {
        signal.removeEventListener('abort', onAbort)
        const at = this.#waiting.indexOf(turn)
        if (at >= 0) this.#waiting.splice(at, 1)
      }
    }
    this.#taken += 1
    let returned = false
    return () => {
      if (returned) return
      returned = true
      this.#taken -= 1
      this.#waiting.shift()?.resolve()
    }
  }
}

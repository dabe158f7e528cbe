import type { TaskHandle } from '@quorate/contract'

/** Where the end of a guest is told. */
export type EndReport = Pick<TaskHandle, 'log' | 'warn' | 'signal'>

/** Keeps which guests of this process are ending at the moment, and who wants to hear of it. */
export class GuestEnds {
  readonly #ending = new Map<number, Promise<void>>()
  readonly #reports = new Map<number, EndReport>()

  /** A guest that nobody watches has ended; `cleaned` resolves when nothing of its run is left. */
  begin(vmid: number, cleaned: Promise<void>): void {
    this.#ending.set(vmid, cleaned)
    void cleaned.finally(() => this.#ending.delete(vmid))
  }

  /** Is what an ended guest left being taken away at the moment? */
  has(vmid: number): boolean {
    return this.#ending.has(vmid)
  }

  /** Resolves when `watched` and the clean-up of a guest that ended are over. Rejects when the signal aborts before. */
  async over(vmid: number, watched: Promise<void> | undefined, signal?: AbortSignal): Promise<void> {
    const over = Promise.all([watched, this.#ending.get(vmid)])
    if (!signal) return void (await over)
    signal.throwIfAborted()
    const aborted = Promise.withResolvers<never>()
    const stop = () => aborted.reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    try {
      await Promise.race([over, aborted.promise])
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }

  /** The end of the guest is told to this task until the answer is disposed: it is the one that ends it. */
  reportTo(vmid: number, report: EndReport): Disposable {
    this.#reports.set(vmid, report)
    return { [Symbol.dispose]: () => void (this.#reports.get(vmid) === report && this.#reports.delete(vmid)) }
  }

  /** undefined: it ends by itself */
  report(vmid: number): EndReport | undefined {
    return this.#reports.get(vmid)
  }
}

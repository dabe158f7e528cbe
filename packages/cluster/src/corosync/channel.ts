import koffi from 'koffi'
import { ask, type Call, CorosyncError, disconnect, ok, tryAgain } from './library.ts'

/** Then other events of the process get their turn. */
const longestTurnMs = 5
const dispatchOneNonblocking = 4

export interface ChannelCalls {
  readonly fdGet: Call
  readonly dispatch: Call
  readonly finalize: Call
}

/**
 * One connection to a service of corosync. The service's callbacks only `push` what they were told: nothing may be
 * thrown through the library, nor may it be called or closed from inside of itself.
 */
export class Channel<Event> {
  readonly handle: bigint
  #calls: ChannelCalls
  #callbacks: readonly bigint[]
  #events: Event[] = []
  /** Kept: delivery stops when the handle is collected. */
  #poll: { close(): void } | undefined

  constructor(handle: bigint, calls: ChannelCalls, events: Event[], callbacks: readonly bigint[]) {
    this.handle = handle
    this.#calls = calls
    this.#events = events
    this.#callbacks = callbacks
  }

  get #fd(): number {
    const fd = [-1]
    const result = this.#calls.fdGet(this.handle, fd)
    if (result !== ok) throw new CorosyncError(this.#calls.fdGet.info.name, result)
    return fd[0] ?? -1
  }

  /** `turnEnded` after each turn in which something came. */
  start(take: (event: Event) => void, lost: (reason: string) => void, turnEnded?: () => void): void {
    this.#poll = koffi.node.poll(this.#fd, { readable: true }, () => {
      const result = this.#drain(take)
      if (result === ok || result === tryAgain) turnEnded?.()
      else if (this.#poll) lost(new CorosyncError(this.#calls.dispatch.info.name, result).message)
    })
  }

  #drain(take: (event: Event) => void): number {
    const untilMs = performance.now() + longestTurnMs
    let result = ok
    while (this.#poll && result === ok && performance.now() < untilMs) {
      result = this.#calls.dispatch(this.handle, dispatchOneNonblocking)
      for (let event = this.#events.shift(); event && this.#poll; event = this.#events.shift()) take(event)
    }
    return result
  }

  close(): void {
    this.#poll?.close()
    this.#poll = undefined
    // What comes next asks corosync, and would wait for one that stands still.
    disconnect(this.#fd)
    void ask(this.#calls.finalize, this.handle)
      .catch((error: unknown) => {
        if (!(error instanceof CorosyncError)) throw error
      })
      .finally(() => {
        for (const callback of this.#callbacks) koffi.unregister(callback)
      })
  }
}

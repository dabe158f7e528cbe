import { EventFrames } from './frames.ts'
import type { FromStream, StateOfStream, StreamState } from './protocol.ts'

const shortestWaitMs = 500
const longestWaitMs = 10_000
/** The server says something at least every 15 seconds. */
const silenceMs = 40_000
/** Several tabs may change what is visible: the stream is opened anew only once that rests. */
const settleMs = 200
/** Objects whose numbers are asked for at once. */
const mostVisible = 200

/** Holds the one connection that tells of changes; opens it anew where it left off. */
export class EventStream {
  readonly #tell: (message: FromStream) => void
  #visible: readonly string[] = []
  #asked = ''
  #lastId: string | undefined
  #abort: AbortController | undefined
  #waitMs = shortestWaitMs
  #timer: ReturnType<typeof setTimeout> | undefined
  #settle: ReturnType<typeof setTimeout> | undefined
  #state: StreamState = 'connecting'
  #since = Date.now()

  constructor(tell: (message: FromStream) => void) {
    this.#tell = tell
  }

  get state(): StateOfStream {
    return { kind: 'state', state: this.#state, since: this.#since }
  }

  /** The objects whose numbers are wanted. */
  show(ids: readonly string[]): void {
    this.#visible = ids.slice(0, mostVisible).toSorted()
    clearTimeout(this.#settle)
    if (this.#visible.join() === this.#asked) return
    this.#settle = setTimeout(() => void this.open(), settleMs)
  }

  /** Opens the stream, or opens it anew. */
  async open(): Promise<void> {
    clearTimeout(this.#timer)
    clearTimeout(this.#settle)
    this.#abort?.abort()
    const abort = new AbortController()
    this.#abort = abort
    this.#asked = this.#visible.join()
    try {
      await this.#follow(abort)
    } catch {
      // Lost: why does not matter, it is tried again.
    }
    if (abort.signal.aborted) return
    this.#become(this.#state === 'refused' ? 'refused' : 'lost')
    if (this.#state === 'refused') return
    this.#timer = setTimeout(() => void this.open(), this.#waitMs)
    this.#waitMs = Math.min(this.#waitMs * 2, longestWaitMs)
  }

  close(): void {
    clearTimeout(this.#timer)
    clearTimeout(this.#settle)
    this.#abort?.abort()
  }

  async #follow(abort: AbortController): Promise<void> {
    if (this.#state === 'refused') this.#become('connecting')
    const query = new URLSearchParams()
    if (this.#lastId) query.set('since', this.#lastId)
    query.set('metrics', this.#asked)
    const response = await fetch(`/api2/json/cluster/events?${query}`, { credentials: 'same-origin', signal: abort.signal })
    if (response.status === 401) return this.#become('refused')
    if (!response.ok || !response.body) return
    this.#become('open')
    this.#waitMs = shortestWaitMs
    const frames = new EventFrames()
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
    for (;;) {
      const silence = setTimeout(() => void reader.cancel(), silenceMs)
      const { done, value } = await reader.read().finally(() => clearTimeout(silence))
      if (done || abort.signal.aborted) return
      const events = frames.take(value)
      const last = events.at(-1)
      if (!last) continue
      this.#lastId = last.id
      this.#tell({ kind: 'events', events })
    }
  }

  #become(state: StreamState): void {
    if (state === this.#state) return
    this.#state = state
    this.#since = Date.now()
    this.#tell(this.state)
  }
}

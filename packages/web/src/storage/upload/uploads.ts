import { failureText } from '../../shell/undo.ts'
import { Store } from '../../store.ts'
import { sendFile, type FileToSend } from './send-file.ts'
import { TransferRate } from './transfer-rate.ts'

export interface Upload {
  readonly id: number
  readonly sent: FileToSend
  readonly state: 'waiting' | 'sending' | 'sent' | 'failed'
  readonly done: number
  /** bytes each second */
  readonly rate?: number | undefined
  /** seconds */
  readonly left?: number | undefined
  /** The task that goes on with it. */
  readonly upid?: string
  readonly failure?: string
}

/** Files that are being sent at the same time: more would only take from each other. */
const atOnce = 2

/** Files on their way to storages. They go on while one goes from page to page. */
class Uploads extends Store<readonly Upload[]> {
  #last = 0
  readonly #stops = new Map<number, AbortController>()

  constructor() {
    super([])
    window.addEventListener('beforeunload', event => {
      if (this.get().some(({ state }) => state === 'sending' || state === 'waiting')) event.preventDefault()
    })
  }

  add(files: readonly FileToSend[]): void {
    this.set([
      ...this.get(),
      ...files.map((sent): Upload => {
        this.#last += 1
        return { id: this.#last, sent, state: 'waiting', done: 0 }
      }),
    ])
    this.#next()
  }

  /** Stops one that is on its way, and takes it from the list. */
  remove(id: number): void {
    this.#stops.get(id)?.abort(new Error('cancelled'))
    this.set(this.get().filter(upload => upload.id !== id))
    this.#next()
  }

  retry(id: number): void {
    this.#change(id, { state: 'waiting', done: 0 })
    this.#next()
  }

  #change(id: number, change: Partial<Upload>): void {
    this.set(this.get().map(upload => (upload.id === id ? { ...upload, ...change } : upload)))
  }

  #next(): void {
    const busy = this.get().filter(({ state }) => state === 'sending').length
    for (const upload of this.get()
      .filter(({ state }) => state === 'waiting')
      .slice(0, Math.max(0, atOnce - busy)))
      void this.#send(upload)
  }

  async #send({ id, sent }: Upload): Promise<void> {
    const stop = new AbortController()
    const rate = new TransferRate()
    this.#stops.set(id, stop)
    this.#change(id, { state: 'sending' })
    const onProgress = (done: number) => {
      rate.add(performance.now(), done)
      this.#change(id, { done, rate: rate.perSecond, left: rate.left(sent.file.size) })
    }
    try {
      const upid = await sendFile(sent, { signal: stop.signal, onProgress })
      this.#change(id, { state: 'sent', done: sent.file.size, upid })
    } catch (error) {
      if (!stop.signal.aborted) this.#change(id, { state: 'failed', failure: failureText(error) })
    } finally {
      this.#stops.delete(id)
      this.#next()
    }
  }
}

export const uploads = new Uploads()

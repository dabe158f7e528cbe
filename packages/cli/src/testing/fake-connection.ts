import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { Answer, Channel, Connection, StreamEvent, Upload } from '../connection.ts'

type Reply = unknown | ((parameters: Readonly<Record<string, unknown>>) => unknown)

/** Answers calls from a table of `GET /path`; keeps what was asked. Events come as they are pushed. */
export class FakeConnection implements Connection {
  readonly node = 'localhost'
  readonly asked: string[] = []
  readonly replies: Record<string, Reply>
  #waiting: StreamEvent[] = []
  #wake = Promise.withResolvers<void>()

  constructor(replies: Record<string, Reply> = {}) {
    this.replies = replies
  }

  async call(method: string, path: string, parameters: Readonly<Record<string, unknown>>): Promise<Answer> {
    const key = `${method} ${path}`
    this.asked.push(key)
    if (!(key in this.replies)) throw new Error(`nothing answers ${key}`)
    const reply = this.replies[key]
    return { data: typeof reply === 'function' ? (reply as (given: unknown) => unknown)(parameters) : reply, beside: {} }
  }

  push(event: StreamEvent): void {
    this.#waiting.push(event)
    this.#wake.resolve()
    this.#wake = Promise.withResolvers()
  }

  async *events(_types: readonly string[], signal: AbortSignal): AsyncGenerator<StreamEvent> {
    const aborted = new Promise<void>(resolve => signal.addEventListener('abort', () => resolve()))
    yield { type: 'reset', data: {} }
    while (!signal.aborted) {
      const next = this.#waiting.shift()
      if (next) yield next
      else await Promise.race([this.#wake.promise, aborted])
    }
  }

  async download(path: string, parameters: Readonly<Record<string, unknown>>): Promise<AsyncIterable<Uint8Array>> {
    const { data } = await this.call('GET', path, parameters)
    return Readable.from([Buffer.from(String(data))])
  }

  /** The file's text is the value of its parameter. */
  async upload(path: string, parameters: Readonly<Record<string, unknown>>, file: Upload): Promise<Answer> {
    return await this.call('POST', path, { ...parameters, [file.parameter]: await text(file.content) })
  }

  open(): Promise<Channel> {
    throw new Error('no channel here')
  }
}

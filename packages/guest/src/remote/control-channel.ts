import type { Duplex } from 'node:stream'
import { Failure, failureText } from '@quorate/schema'

/** bytes of one message; a config is the longest thing in it */
const longestLine = 4 << 20

/** Cuts what comes into lines and hands on what each of them is as JSON. Resolves when no more come; fails for what is none. */
async function readLines(stream: Duplex, heard: (message: unknown) => void): Promise<void> {
  let rest = ''
  stream.setEncoding('utf8')
  for await (const chunk of stream as AsyncIterable<string>) {
    rest += chunk
    const lines = rest.split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > longestLine) throw new Failure('a message is far too long')
    for (const line of lines) heard(JSON.parse(line))
  }
}

interface Question {
  readonly id: number
  readonly ask: string
  readonly with?: unknown
}

interface Answer {
  readonly id: number
  readonly data?: unknown
  readonly failed?: string
}

/** Answers to what the other end of a control channel asks for. */
export type ControlHandlers = Readonly<Record<string, (given: unknown) => Promise<unknown> | unknown>>

/** Serves one control channel until it ends: questions and answers are lines of JSON, and may overtake each other. */
export async function serveControl(stream: Duplex, handlers: ControlHandlers): Promise<void> {
  stream.on('error', () => stream.destroy())
  const answer = async ({ id, ask, with: given }: Question) => {
    const say = (message: Answer) => {
      if (!stream.destroyed) stream.write(`${JSON.stringify(message)}\n`)
    }
    try {
      const handler = Object.hasOwn(handlers, ask) ? handlers[ask] : undefined
      if (!handler) throw new Failure(`'${ask}' is not known here: the two installations are of different versions`)
      say({ id, data: (await handler(given)) ?? null })
    } catch (error) {
      say({ id, failed: failureText(error) })
    }
  }
  try {
    await readLines(stream, message => void answer(message as Question))
  } catch {
    // Whoever speaks otherwise, or is cut off, is not answered.
  } finally {
    stream.destroy()
  }
}

/** The refusal of a question by the other end, as opposed to a channel that broke. */
export class ControlRefusal extends Failure {}

/** The asking end of a control channel. */
export class ControlChannel {
  readonly #stream: Duplex
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>()
  #next = 1
  #broken: Failure | undefined

  constructor(stream: Duplex) {
    this.#stream = stream
    stream.on('error', () => stream.destroy())
    void readLines(stream, message => this.#heard(message as Answer)).then(
      () => this.#break('it was closed'),
      (error: unknown) => this.#break(failureText(error)),
    )
  }

  get broken(): boolean {
    return this.#broken !== undefined
  }

  /** Fails with a ControlRefusal where the other end refuses, with another Failure where it cannot be reached. */
  async ask(what: string, given: unknown, signal: AbortSignal): Promise<unknown> {
    if (this.#broken) throw this.#broken
    signal.throwIfAborted()
    const id = this.#next++
    const waiting = Promise.withResolvers<unknown>()
    this.#waiting.set(id, waiting)
    const aborted = () => waiting.reject(signal.reason)
    signal.addEventListener('abort', aborted, { once: true })
    try {
      this.#stream.write(`${JSON.stringify({ id, ask: what, with: given } satisfies Question)}\n`)
      return await waiting.promise
    } finally {
      this.#waiting.delete(id)
      signal.removeEventListener('abort', aborted)
    }
  }

  close(): void {
    this.#stream.destroy()
  }

  #heard({ id, data, failed }: Answer): void {
    const waiting = this.#waiting.get(id)
    if (failed === undefined) waiting?.resolve(data)
    else waiting?.reject(new ControlRefusal(String(failed)))
  }

  #break(why: string): void {
    this.#broken ??= new Failure(`the connection broke: ${why}`, { status: 596 })
    for (const { reject } of this.#waiting.values()) reject(this.#broken)
    this.#stream.destroy()
  }
}

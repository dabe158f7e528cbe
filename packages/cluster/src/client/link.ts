import { connect, type Socket } from 'node:net'
import { Failure, failureText } from '@quorate/schema/failure'
import { Refusal } from '../refusal.ts'
import { errorFromWire, type FromClient, type FromStore, type Question, type Welcome } from '../protocol.ts'
import { encodeFrame, FrameDecoder } from '../store/frame.ts'

interface Pending {
  readonly id: number
  readonly frame: Buffer
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
  sent: boolean
  /** Over more than one connection. */
  again: boolean
  /** Runs while there is no connection. */
  timer: NodeJS.Timeout | undefined
}

export interface LinkListener {
  /** Called after each (re)connection, before anything else of it. */
  welcome(welcome: Welcome): void
  message(message: Exclude<FromStore, { type: 'answer' | 'error' }>): void
}

const patienceMs = 5000
const firstPauseMs = 10
const longestPauseMs = 250

/**
 * The connection to the store's process. Comes back by itself; questions that wait for an answer are asked again, in
 * their order, and fail when there is no connection for five seconds.
 */
export class Link {
  #path: string
  #hub: boolean
  #listener: LinkListener
  #socket: Socket | undefined
  #ready = false
  #closed = false
  #pauseMs = firstPauseMs
  #retry: NodeJS.Timeout | undefined
  #nextId = 1
  #pending = new Map<number, Pending>()

  constructor(path: string, hub: boolean, listener: LinkListener) {
    this.#path = path
    this.#hub = hub
    this.#listener = listener
  }

  /** Connects; resolves with the first welcome. */
  async open(): Promise<void> {
    const first = this.#enqueue({ op: 'hello', hub: this.#hub })
    this.#connect(first.id)
    await first.answer
  }

  async ask(question: Question): Promise<unknown> {
    if (this.#closed) throw new Failure('the connection to the config store was closed by this process')
    return this.#enqueue(question).answer
  }

  /** Sends without an answer; false when there is no connection. */
  tell(message: Extract<FromClient, { op: 'publish' }>): boolean {
    if (!this.#ready || !this.#socket) return false
    this.#socket.write(encodeFrame(message))
    return true
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    clearTimeout(this.#retry)
    const socket = this.#socket
    for (const pending of this.#pending.values())
      this.#give(pending, new Failure('the connection to the config store was closed by this process'))
    if (!socket || socket.destroyed) return
    await new Promise<void>(resolve => {
      socket.once('close', () => resolve())
      socket.destroySoon()
    })
  }

  #enqueue(question: Question): { id: number; answer: Promise<unknown> } {
    const id = this.#nextId++
    const answer = new Promise<unknown>((resolve, reject) => {
      const pending: Pending = { id, frame: encodeFrame({ ...question, id }), resolve, reject, sent: false, again: false, timer: undefined }
      this.#pending.set(id, pending)
      if (this.#ready) this.#write(pending)
      else this.#startPatience(pending)
    })
    return { id, answer }
  }

  #write(pending: Pending): void {
    clearTimeout(pending.timer)
    pending.again = pending.sent
    pending.sent = true
    this.#socket?.write(pending.frame)
  }

  #startPatience(pending: Pending): void {
    pending.timer = setTimeout(() => {
      const what = pending.sent ? 'it ended before it answered, so whether the change was made is not known' : 'nothing was changed'
      this.#give(pending, new Failure(`the config store is not running (no answer on ${this.#path}): ${what}`))
    }, patienceMs)
  }

  #give(pending: Pending, error: unknown): void {
    clearTimeout(pending.timer)
    this.#pending.delete(pending.id)
    pending.reject(error)
  }

  #connect(helloId?: number): void {
    const decoder = new FrameDecoder()
    const socket = connect(this.#path)
    this.#socket = socket
    let hello = helloId
    socket.on('connect', () => {
      if (hello === undefined || !this.#pending.has(hello)) hello = this.#nextId++
      socket.write(encodeFrame({ op: 'hello', hub: this.#hub, id: hello }))
    })
    socket.on('data', chunk => {
      for (const message of decoder.push(chunk)) this.#receive(message as FromStore, hello)
    })
    // What broke it shows as 'close', and to whoever waits after five seconds.
    socket.on('error', () => socket.destroy())
    socket.on('close', () => this.#lost(helloId))
  }

  #lost(helloId: number | undefined): void {
    if (this.#closed) return
    if (this.#ready) for (const pending of this.#pending.values()) this.#startPatience(pending)
    this.#ready = false
    this.#retry = setTimeout(() => this.#connect(helloId), this.#pauseMs)
    this.#pauseMs = Math.min(this.#pauseMs * 2, longestPauseMs)
  }

  #receive(message: FromStore, hello: number | undefined): void {
    if (message.type !== 'answer' && message.type !== 'error') {
      this.#deliver(() => this.#listener.message(message))
      return
    }
    if (message.type === 'answer' && message.id === hello && !this.#ready) this.#begin(message.value as Welcome, message.id)
    const pending = this.#pending.get(message.id)
    if (!pending) return
    clearTimeout(pending.timer)
    this.#pending.delete(message.id)
    if (message.type === 'answer') pending.resolve(message.value)
    else pending.reject(this.#errorFor(pending, errorFromWire(message.error)))
  }

  /** That a store without quorum changes nothing does not tell what the one before it had sent to the others. */
  #errorFor({ again }: Pending, error: Failure): Failure {
    if (!again || !(error instanceof Refusal) || error.code !== 'no-quorum') return error
    return new Failure('cluster not ready - no quorum? The config store was restarted meanwhile: whether the change was made is not known')
  }

  #begin(welcome: Welcome, hello: number): void {
    this.#ready = true
    this.#pauseMs = firstPauseMs
    this.#deliver(() => this.#listener.welcome(welcome))
    for (const pending of this.#pending.values()) if (pending.id !== hello) this.#write(pending)
  }

  /** A listener's error is its own bug: it must not break the connection. */
  #deliver(call: () => void): void {
    try {
      call()
    } catch (error) {
      process.emitWarning(`a listener of the config store failed: ${failureText(error)}`)
    }
  }
}

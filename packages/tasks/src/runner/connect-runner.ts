import { createConnection, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Attached, Caller } from '@quorate/contract'
import type { Root } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { encodeFrame, FrameReader } from './frame.ts'
import type { RunnerAnswer, RunnerRequest, TaskNote } from './message.ts'
import { valueOf } from './message.ts'

export interface RunnerChannel {
  /**
   * Runs an endpoint (`POST /nodes/{node}/...`) in the task runner: the UPID of a task, or the data of a change. Refusals
   * keep their status and errors. Aborting the signal withdraws a change that still waits for its turn.
   */
  submit(key: string, parameters: unknown, caller: Caller, attached?: Attached, signal?: AbortSignal): Promise<unknown>
  /** False: the runner has no such task. */
  stopTask(upid: string, authid: string): Promise<boolean>
  /** Puts a task on record that is over at once, and answers its UPID. */
  note(note: TaskNote): Promise<string>
  close(): void
}

interface Pending {
  readonly what: string
  readonly settle: PromiseWithResolvers<unknown>
  accepted: boolean
}

/** The runner ended before it read the request. */
class NotBegun extends Error {}

const patienceMs = 5000
const retryMs = 100
const attempts = 5

export function runnerSocket(root: Pick<Root, 'run'>): string {
  return join(root.run, 'runner.sock')
}

function connectOnce(path: string): Promise<Socket | undefined> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(path)
    socket.once('connect', () => resolve(socket))
    socket.once('error', error => {
      const code = (error as NodeJS.ErrnoException).code ?? ''
      if (['ENOENT', 'ECONNREFUSED', 'EAGAIN'].includes(code)) resolve(undefined)
      else reject(new Failure(`cannot reach the task runner at ${path}`, { cause: error }))
    })
  })
}

/** One connection for all requests, made when first needed and again after the runner was restarted. */
class Channel implements RunnerChannel {
  readonly #path: string
  readonly #patienceMs: number
  readonly #pending = new Map<number, Pending>()
  #socket: Promise<Socket> | undefined
  #next = 1
  #closed = false

  constructor(path: string, patience: number) {
    this.#path = path
    this.#patienceMs = patience
  }

  submit(key: string, parameters: unknown, caller: Caller, attached?: Attached, signal?: AbortSignal): Promise<unknown> {
    return this.#request(key, id => ({ id, kind: 'submit', key, parameters, caller, ...(attached && { attached }) }), signal)
  }

  async stopTask(upid: string, authid: string): Promise<boolean> {
    return (await this.#request('the end of a task', id => ({ id, kind: 'stop', upid, authid }))) === true
  }

  async note(note: TaskNote): Promise<string> {
    return String(await this.#request(`a task ${note.type}`, id => ({ id, kind: 'note', note })))
  }

  close(): void {
    this.#closed = true
    void this.#socket?.then(socket => socket.destroy())
  }

  async #request(what: string, make: (id: number) => RunnerRequest, signal?: AbortSignal): Promise<unknown> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#send(what, make, signal)
      } catch (error) {
        if (!(error instanceof NotBegun)) throw error
        if (attempt === attempts) throw new Failure(`the task runner of this node ends again and again before it reads ${what}`)
      }
    }
  }

  async #send(what: string, make: (id: number) => RunnerRequest, signal?: AbortSignal): Promise<unknown> {
    this.#socket ??= this.#connect()
    const socket = await this.#socket
    const id = this.#next
    this.#next += 1
    const settle = Promise.withResolvers<unknown>()
    this.#pending.set(id, { what, settle, accepted: false })
    socket.ref()
    socket.write(encodeFrame(make(id)))
    const withdraw = () => socket.write(encodeFrame({ id, kind: 'gone' } satisfies RunnerRequest))
    if (signal?.aborted) withdraw()
    signal?.addEventListener('abort', withdraw, { once: true })
    try {
      return await settle.promise
    } finally {
      signal?.removeEventListener('abort', withdraw)
      this.#pending.delete(id)
      if (this.#pending.size === 0) socket.unref()
    }
  }

  async #connect(): Promise<Socket> {
    try {
      const until = Date.now() + this.#patienceMs
      for (;;) {
        const socket = await connectOnce(this.#path)
        if (socket) return this.#adopt(socket)
        if (this.#closed || Date.now() >= until) {
          throw new Failure(`the task runner of this node does not answer (${this.#path}): try again, or restart it`)
        }
        await delay(retryMs)
      }
    } catch (error) {
      this.#socket = undefined
      throw error
    }
  }

  #adopt(socket: Socket): Socket {
    const reader = new FrameReader()
    socket.on('data', chunk => {
      for (const answer of reader.push(chunk) as RunnerAnswer[]) this.#settle(answer)
    })
    socket.on('error', () => socket.destroy())
    socket.once('close', () => {
      this.#socket = undefined
      for (const { what, settle, accepted } of this.#pending.values()) {
        const began = new Failure(`the task runner ended before it answered ${what}: the task list tells whether it began`)
        settle.reject(accepted ? began : new NotBegun())
      }
    })
    return socket
  }

  #settle(answer: RunnerAnswer): void {
    const pending = this.#pending.get(answer.id)
    if (!pending) return
    if ('accepted' in answer) {
      pending.accepted = true
      return
    }
    try {
      pending.settle.resolve(valueOf(answer))
    } catch (error) {
      pending.settle.reject(error as Error)
    }
  }
}

/** The way to the task runner of this node. Requests wait up to 5 s while it is being restarted. */
export function connectRunner(root: Pick<Root, 'run'>, options: { patienceMs?: number } = {}): RunnerChannel {
  return new Channel(runnerSocket(root), options.patienceMs ?? patienceMs)
}

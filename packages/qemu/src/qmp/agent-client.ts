import type { Socket } from 'node:net'
import { Failure } from '@quorate/schema'
import { connectSocket } from './connect-socket.ts'
import { JsonLines } from './json-lines.ts'

export interface AgentConnectOptions {
  /** For messages. */
  readonly vmid: number
  /** Any number below 2^31 that the last client did not use: tells this client's answers from older ones. */
  readonly syncId: number
  /** milliseconds until the agent must have answered; default 3000 */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

/** Answers but those with a program's output are much shorter. */
const usualBytes = 4 << 20
/** Reasons of the agent become part of messages and logs. */
const longestReason = 400

/** The reason that the agent gives, on one line: what is in a guest may write anything. */
function reasonOf(error: unknown): string {
  const { desc } = (typeof error === 'object' && error !== null ? error : {}) as { desc?: unknown }
  // oxlint-disable-next-line no-control-regex
  return typeof desc === 'string' ? desc.slice(0, longestReason).replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, ' ') : 'no reason given'
}

export interface ExecuteOptions {
  /** milliseconds; default 10 000 */
  readonly timeoutMs?: number
  /** bytes that the answer may have; default 4 MiB. One that is longer ends the connection. */
  readonly longest?: number
}

/**
 * A connection to the agent inside a guest. The agent knows no ids: one command at a time, in order. It may be absent
 * although its socket is there, so connecting proves that it answers (`guest-sync-delimited`).
 */
export class AgentClient implements AsyncDisposable {
  readonly vmid: number
  readonly #socket: Socket
  readonly #lines = new JsonLines()
  #waiting: { resolve(message: Record<string, unknown>): void; reject(error: Error): void } | undefined
  #turn: Promise<unknown> = Promise.resolve()
  #over: Error | undefined
  #longest = usualBytes

  private constructor(socket: Socket, vmid: number) {
    this.vmid = vmid
    this.#socket = socket
    socket.setEncoding('latin1')
    socket.on('data', (chunk: string) => this.#receive(chunk))
    socket.on('error', error => this.#end(error))
    socket.on('close', () => this.#end(new Failure(`the connection to the guest agent of VM ${vmid} is closed`)))
  }

  /** Fails with `VM 100 not running`, or `QEMU guest agent is not running` when nobody answers in time. */
  static async connect(path: string, options: AgentConnectOptions): Promise<AgentClient> {
    const timeoutMs = options.timeoutMs ?? 3000
    const socket = await connectSocket(path, { ...options, what: 'guest agent', timeoutMs })
    const client = new AgentClient(socket, options.vmid)
    try {
      await client.#sync(options.syncId, timeoutMs)
      return client
    } catch (error) {
      client.close()
      throw new Failure('QEMU guest agent is not running', { cause: error })
    }
  }

  /** Runs one command of the agent; fails with its text, or `VM 100 qga command 'x' failed - got timeout`. */
  execute(command: string, args: Readonly<Record<string, unknown>> = {}, options: ExecuteOptions = {}): Promise<unknown> {
    const run = this.#turn.then(() => {
      this.#longest = options.longest ?? usualBytes
      return this.#exchange(command, args, options.timeoutMs ?? 10_000)
    })
    this.#turn = run.catch(() => undefined)
    return run
  }

  close(): void {
    this.#socket.destroy()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.close()
  }

  async #sync(id: number, timeoutMs: number): Promise<void> {
    const deadline = AbortSignal.timeout(timeoutMs)
    this.#socket.write(Buffer.from([0xff]))
    this.#send('guest-sync-delimited', { id })
    for (;;) {
      const message = await this.#receiveOne('guest-sync-delimited', deadline)
      if (message['return'] === id) return
    }
  }

  async #exchange(command: string, args: Readonly<Record<string, unknown>>, timeoutMs: number): Promise<unknown> {
    this.#send(command, args)
    const message = await this.#receiveOne(command, AbortSignal.timeout(timeoutMs)).catch((error: unknown) => {
      this.close()
      throw error
    })
    if (message['error']) throw new Failure(`Agent error: ${reasonOf(message['error'])}`)
    return message['return']
  }

  #send(command: string, args: Readonly<Record<string, unknown>>): void {
    this.#socket.write(`${JSON.stringify({ execute: command, arguments: args })}\n`)
  }

  #receiveOne(command: string, deadline: AbortSignal): Promise<Record<string, unknown>> {
    if (this.#over) return Promise.reject(this.#over)
    return new Promise((resolve, reject) => {
      const late = () => {
        this.#waiting = undefined
        reject(new Failure(`VM ${this.vmid} qga command '${command}' failed - got timeout`))
      }
      deadline.addEventListener('abort', late, { once: true })
      const settle = () => {
        deadline.removeEventListener('abort', late)
        this.#waiting = undefined
      }
      this.#waiting = {
        resolve: message => {
          settle()
          resolve(message)
        },
        reject: error => {
          settle()
          reject(error)
        },
      }
    })
  }

  /** Text arrives as bytes so that the delimiter 0xff can be told from UTF-8, of which it is never a part. */
  #receive(chunk: string): void {
    const at = chunk.lastIndexOf('\xff')
    if (at >= 0) this.#lines.reset()
    const text = at >= 0 ? chunk.slice(at + 1) : chunk
    for (const message of this.#lines.push(text, () => undefined)) this.#waiting?.resolve(utf8(message))
    if (this.#lines.waiting <= this.#longest) return
    this.#end(new Failure(`the guest agent of VM ${this.vmid} sends more than an answer may have (${this.#longest} bytes)`))
    this.close()
  }

  #end(error: Error): void {
    this.#over ??= error
    this.#waiting?.reject(error)
  }
}

/** The texts of a message that was read byte by byte, as UTF-8. */
function utf8<T>(value: T): T {
  if (typeof value === 'string') return Buffer.from(value, 'latin1').toString('utf8') as T
  if (Array.isArray(value)) return value.map(utf8) as T
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, utf8(member)])) as T
  return value
}

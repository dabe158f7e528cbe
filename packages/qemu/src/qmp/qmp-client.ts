import type { Socket } from 'node:net'
import { Failure } from '@quorate/schema'
import { connectSocket } from './connect-socket.ts'
import { EventStream } from './event-stream.ts'
import { exactJson } from './exact-json.ts'
import { JsonLines } from './json-lines.ts'
import type { QmpAnswer, QmpEvent } from './qmp-commands.ts'
import { QmpFailure } from './qmp-failure.ts'

export interface QmpConnectOptions {
  /** For messages. */
  readonly vmid: number
  /** milliseconds for connecting and for the greeting (a socket serves one client at a time; others wait); default 5000 */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
  /** Some commands are to be carried out also while QEMU is stuck: see `executeNow`. */
  readonly outOfBand?: boolean
}

interface Waiting {
  readonly command: string
  readonly timer: NodeJS.Timeout
  resolve(answer: unknown): void
  reject(error: Error): void
}

const usualTimeoutMs = 5000

/**
 * One connection to a QEMU's control socket. Answers are matched by id, so several commands may be under way; events
 * go to every open `events()`. Close it soon: QEMU serves one client of a socket at a time.
 */
export class QmpClient implements AsyncDisposable {
  readonly vmid: number
  /** Resolves when the connection is over, whoever ended it. */
  readonly closed: Promise<void>
  readonly #socket: Socket
  readonly #lines = new JsonLines()
  readonly #waiting = new Map<string, Waiting>()
  readonly #streams = new Set<EventStream>()
  readonly #greeting = Promise.withResolvers<readonly string[]>()
  #outOfBand = false
  #next = 0
  #over = false

  private constructor(socket: Socket, vmid: number) {
    this.vmid = vmid
    this.#socket = socket
    const closed = Promise.withResolvers<void>()
    this.closed = closed.promise
    this.#greeting.promise.catch(() => undefined)
    socket.setEncoding('utf8')
    socket.on('data', (chunk: string) => this.#receive(chunk))
    socket.on('error', error => this.#end(error))
    socket.on('close', () => {
      this.#end(undefined)
      closed.resolve()
    })
  }

  /** Connects, waits for the greeting and leaves negotiation mode. */
  static async connect(path: string, options: QmpConnectOptions): Promise<QmpClient> {
    const timeoutMs = options.timeoutMs ?? usualTimeoutMs
    const socket = await connectSocket(path, { ...options, what: 'qmp', timeoutMs })
    const client = new QmpClient(socket, options.vmid)
    const timer = setTimeout(
      () => client.#greeting.reject(new Failure(`VM ${options.vmid} qmp connection failed - got timeout`)),
      timeoutMs,
    )
    try {
      const offered = await client.#greeting.promise
      client.#outOfBand = (options.outOfBand ?? false) && offered.includes('oob')
      await client.execute('qmp_capabilities', client.#outOfBand ? { enable: ['oob'] } : {}, { timeoutMs })
      return client
    } catch (error) {
      client.close()
      throw error
    } finally {
      clearTimeout(timer)
    }
  }

  /**
   * Runs one command. Fails with `QMP command 'x' failed on VM 100: <QEMU's text>`, or with
   * `VM 100 qmp command 'x' failed - got timeout`; a command that timed out may still take effect.
   */
  execute<const C extends string>(
    command: C,
    args: Readonly<Record<string, unknown>> = {},
    options: { timeoutMs?: number } = {},
  ): Promise<QmpAnswer<C>> {
    return this.#send('execute', command, args, options)
  }

  /** The same for the few commands that QEMU carries out whatever else it waits for (`yank`). */
  executeNow<const C extends string>(command: C, args: Readonly<Record<string, unknown>> = {}): Promise<QmpAnswer<C>> {
    return this.#send(this.#outOfBand ? 'exec-oob' : 'execute', command, args, {})
  }

  #send<const C extends string>(
    how: 'execute' | 'exec-oob',
    command: C,
    args: Readonly<Record<string, unknown>>,
    options: { timeoutMs?: number },
  ): Promise<QmpAnswer<C>> {
    if (this.#over) return Promise.reject(this.#gone(command))
    const id = `q${this.#next++}`
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    const timer = setTimeout(() => {
      this.#waiting.delete(id)
      reject(new Failure(`VM ${this.vmid} qmp command '${command}' failed - got timeout`))
    }, options.timeoutMs ?? usualTimeoutMs)
    this.#waiting.set(id, { command, timer, resolve, reject })
    this.#socket.write(`${exactJson({ [how]: command, arguments: args, id })}\n`)
    return promise as Promise<QmpAnswer<C>>
  }

  /** Runs a command of the human monitor and returns what it prints. */
  async monitor(line: string, options: { timeoutMs?: number } = {}): Promise<string> {
    return await this.execute('human-monitor-command', { 'command-line': line }, options)
  }

  /** Events from now on. End it by leaving the loop, `return()` or `await using`. */
  events(): EventStream {
    const stream = new EventStream(() => this.#streams.delete(stream))
    if (this.#over) stream.end()
    else this.#streams.add(stream)
    return stream
  }

  close(): void {
    this.#socket.destroy()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.close()
    await this.closed
  }

  #receive(chunk: string): void {
    const messages = this.#lines.push(chunk, line => {
      this.#end(new Failure(`VM ${this.vmid} sent a line that is no QMP message: ${line.slice(0, 100)}`))
      this.close()
    })
    for (const message of messages) {
      if ('QMP' in message) this.#greeting.resolve((message['QMP'] as { capabilities?: readonly string[] }).capabilities ?? [])
      else if ('event' in message) this.#publish(message)
      else this.#answer(message)
    }
  }

  #publish(message: Record<string, unknown>): void {
    const event: QmpEvent = {
      event: message['event'] as string,
      data: (message['data'] ?? {}) as QmpEvent['data'],
      timestamp: message['timestamp'] as QmpEvent['timestamp'],
    }
    for (const stream of this.#streams) stream.push(event)
  }

  #answer(message: Record<string, unknown>): void {
    const waiting = this.#waiting.get(message['id'] as string)
    if (!waiting) return
    this.#waiting.delete(message['id'] as string)
    clearTimeout(waiting.timer)
    const error = message['error'] as { class?: string; desc?: string } | undefined
    if (error) waiting.reject(new QmpFailure(this.vmid, waiting.command, error))
    else waiting.resolve(message['return'])
  }

  #end(error: Error | undefined): void {
    if (this.#over) return
    this.#over = true
    this.#greeting.reject(new Failure(`VM ${this.vmid} qmp connection closed before the greeting`, { cause: error }))
    for (const waiting of this.#waiting.values()) {
      clearTimeout(waiting.timer)
      waiting.reject(this.#gone(waiting.command, error))
    }
    this.#waiting.clear()
    for (const stream of this.#streams) stream.end()
  }

  #gone(command: string, cause?: Error): Failure {
    return new Failure(`QMP command '${command}' failed on VM ${this.vmid}: the connection to QEMU is closed`, { cause })
  }
}

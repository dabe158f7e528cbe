import type { Duplex } from 'node:stream'
import { http } from '@quorate/host/http'
import type { EncodedAnswer } from '../wire/write-answer.ts'
import { CorkedWriter } from './corked-writer.ts'
import { encodeFrame, FrameReader } from './frame.ts'
import { callsProtocol, type AnswerHead, type CallHead } from './messages.ts'

export type Answered = EncodedAnswer | 'stream'

interface Connection {
  readonly socket: Duplex
  readonly writer: CorkedWriter
  readonly pending: Map<number, PromiseWithResolvers<Answered>>
}

/** The daemon ended while a call was under way: whether it had an effect is unknown. */
export class BrokenOff extends Error {}

/** The proxy's end: one connection to the daemon for all calls, made when first needed and again after a restart. */
export class DaemonCalls {
  readonly #path: string
  #connection: Promise<Connection> | undefined
  #next = 0

  constructor(socketPath: string) {
    this.#path = socketPath
  }

  /**
   * `onGone` is given the way to tell the daemon that the client is gone. Rejects with the system's error when nobody
   * listens (nothing was sent then), with BrokenOff when the daemon ended before it answered.
   */
  async call(head: Exclude<CallHead, { gone: true }>, body: Buffer | undefined, onGone: (tell: () => void) => void): Promise<Answered> {
    const { socket, writer, pending } = await (this.#connection ??= this.#connect())
    if (socket.destroyed) throw Object.assign(new Error('the API daemon has just ended'), { code: 'ECONNREFUSED' })
    const id = (this.#next % 0xffff_ffff) + 1
    this.#next = id
    const answer = Promise.withResolvers<Answered>()
    pending.set(id, answer)
    onGone(() => {
      if (pending.has(id)) writer.write(encodeFrame(id, { gone: true } satisfies CallHead))
    })
    writer.write(encodeFrame(id, head, body), pending.size === 1)
    return await answer.promise
  }

  close(): void {
    void this.#connection?.then(
      ({ socket }) => socket.destroy(),
      () => undefined,
    )
  }

  #connect(): Promise<Connection> {
    const connecting = new Promise<Connection>((resolve, reject) => {
      const headers = { connection: 'Upgrade', upgrade: callsProtocol }
      const opening = http.request({ socketPath: this.#path, headers, agent: false, path: '/' })
      opening.on('upgrade', (_response, socket, first) => resolve(this.#adopt(socket, first)))
      opening.on('response', response => {
        response.resume()
        reject(new BrokenOff(`the API daemon does not speak ${callsProtocol}`))
      })
      opening.on('error', reject)
      opening.end()
    })
    connecting.catch(() => (this.#connection = undefined))
    return connecting
  }

  #adopt(socket: Duplex, first: Buffer): Connection {
    const reader = new FrameReader()
    const pending: Connection['pending'] = new Map()
    let closing = false
    const onData = (chunk: Buffer) => {
      for (const { id, head, body } of reader.push(chunk)) {
        const answer = head as AnswerHead
        if ('closing' in answer) {
          closing = true
          this.#connection = undefined
        } else {
          pending.get(id)?.resolve('stream' in answer ? 'stream' : { ...answer, body })
          pending.delete(id)
        }
      }
      if (closing && pending.size === 0) socket.end()
    }
    socket.on('data', onData)
    socket.on('error', () => socket.destroy())
    socket.on('end', () => socket.destroy())
    socket.on('close', () => {
      if (!closing) this.#connection = undefined
      for (const answer of pending.values()) answer.reject(new BrokenOff('the API daemon ended before it answered'))
    })
    if (first.length > 0) onData(first)
    return { socket, writer: new CorkedWriter(socket), pending }
  }
}

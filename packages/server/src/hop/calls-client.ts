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

/** Nobody listens any more: nothing was sent. */
export class JustEnded extends Error {
  readonly code = 'ECONNREFUSED'
}

/** The asking end: one connection to a daemon for all calls, made when first needed and again after a restart. */
export class CallsClient {
  readonly #open: () => Promise<Duplex>
  #connection: Promise<Connection> | undefined
  #next = 0

  /** `open`: makes a connection on which the daemon speaks HTTP. */
  constructor(open: () => Promise<Duplex>) {
    this.#open = open
  }

  /**
   * `head`: of the call, for the connection that it goes over. `onGone` is given the way to tell the daemon that the
   * client is gone. Rejects with the error of opening when nobody listens (nothing was sent then), with BrokenOff when the
   * daemon ended before it answered.
   */
  async call(
    head: (socket: Duplex) => Exclude<CallHead, { gone: true }>,
    body: Buffer | undefined,
    onGone: (tell: () => void) => void,
  ): Promise<Answered> {
    const { socket, writer, pending } = await (this.#connection ??= this.#connect())
    if (socket.destroyed) throw new JustEnded('the API daemon has just ended')
    const said = head(socket)
    const id = (this.#next % 0xffff_ffff) + 1
    this.#next = id
    const answer = Promise.withResolvers<Answered>()
    pending.set(id, answer)
    onGone(() => {
      if (pending.has(id)) writer.write(encodeFrame(id, { gone: true } satisfies CallHead))
    })
    writer.write(encodeFrame(id, said, body), pending.size === 1)
    return await answer.promise
  }

  close(): void {
    void this.#connection?.then(
      ({ socket }) => socket.destroy(),
      () => undefined,
    )
  }

  #connect(): Promise<Connection> {
    const connecting = this.#open().then(
      connected =>
        new Promise<Connection>((resolve, reject) => {
          const headers = { connection: 'Upgrade', upgrade: callsProtocol }
          const opening = http.request({ createConnection: () => connected, headers, path: '/' })
          opening.on('upgrade', (_response, socket, first) => resolve(this.#adopt(socket, first)))
          opening.on('response', response => {
            response.destroy()
            reject(new BrokenOff(`the API daemon does not speak ${callsProtocol}`))
          })
          opening.on('error', reject)
          opening.end()
        }),
    )
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

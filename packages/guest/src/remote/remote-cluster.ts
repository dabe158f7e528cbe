import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { text as textOf } from 'node:stream/consumers'
import type { HttpMethod } from '@quorate/contract'
import { http } from '@quorate/host/http'
import { Failure } from '@quorate/schema'
import { connectRemote } from './connect-remote.ts'
import { addressText, type RemoteEndpoint } from './remote-endpoint.ts'

const answerMs = 60_000
const mostBytes = 4 << 20
/** bytes */
const longestMessage = 4 << 20

async function* limited(response: IncomingMessage): AsyncGenerator<Buffer> {
  let bytes = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > mostBytes) throw new Failure('the answer is far too long')
    yield chunk
  }
}

/** Another cluster, as the holder of an API token of it talks with it. */
export class RemoteCluster {
  readonly endpoint: RemoteEndpoint

  constructor(endpoint: RemoteEndpoint) {
    this.endpoint = endpoint
  }

  get name(): string {
    return addressText(this.endpoint)
  }

  /** Data of the answer; a refusal is a Failure with the other's own words and status. */
  async call(method: HttpMethod, path: string, parameters: Readonly<Record<string, unknown>> = {}, signal?: AbortSignal): Promise<unknown> {
    const socket = await connectRemote(this.endpoint, signal)
    const aborted = () => socket.destroy()
    signal?.addEventListener('abort', aborted, { once: true })
    try {
      const response = await this.#send(socket, method, path, parameters)
      const text = await textOf(limited(response))
      const answer = text.startsWith('{') ? (JSON.parse(text) as { data?: unknown; message?: string; errors?: Record<string, string> }) : {}
      const { statusCode: status = 500 } = response
      if (status >= 200 && status < 300) return answer.data
      const said = answer.message?.trim() || response.statusMessage || String(status)
      const why = status === 401 ? `the API token was refused (${said})` : said
      const errors = Object.entries(answer.errors ?? {}).map(([name, what]) => `${name}: ${what}`)
      throw new Failure([`${this.name} refused: ${why}`, ...errors].join('; '), { status: status === 401 ? 500 : status })
    } finally {
      signal?.removeEventListener('abort', aborted)
      socket.destroy()
    }
  }

  /** Opens a WebSocket as a stream of bytes. Fails with the other's status where it refuses, else with 595 or 596. */
  async open(path: string, parameters: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<Duplex> {
    const socket = await connectRemote(this.endpoint, signal)
    const { WebSocket, createWebSocketStream } = await import('ws')
    const client = new WebSocket(`ws://${this.name}/api2/json${path}?${new URLSearchParams(parameters)}`, ['binary'], {
      createConnection: () => socket,
      headers: { authorization: this.endpoint.token },
      perMessageDeflate: false,
      maxPayload: longestMessage,
      handshakeTimeout: answerMs,
    })
    // At once: the other end may speak first, right behind its answer.
    const stream = createWebSocketStream(client, { allowHalfOpen: false })
    stream.on('error', () => stream.destroy())
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    client.once('open', resolve)
    client.once('error', error => reject(new Failure(`${this.name} opens no stream`, { status: 596, cause: error })))
    client.once('unexpected-response', (_request, response) => {
      const { statusCode: status = 500, statusMessage = status } = response
      reject(new Failure(`${this.name} opens no stream: ${statusMessage}`, { status }))
      socket.destroy()
    })
    const aborted = () => client.terminate()
    signal?.addEventListener('abort', aborted, { once: true })
    try {
      await promise
    } finally {
      signal?.removeEventListener('abort', aborted)
    }
    return stream
  }

  #send(socket: Duplex, method: HttpMethod, path: string, parameters: Readonly<Record<string, unknown>>): Promise<IncomingMessage> {
    const asBody = method === 'POST' || method === 'PUT'
    const body = asBody ? JSON.stringify(parameters) : undefined
    const query = asBody ? '' : new URLSearchParams(parameters as Record<string, string>).toString()
    return new Promise((resolve, reject) => {
      const outgoing = http.request({
        createConnection: () => socket,
        method,
        path: `/api2/json${path}${query && `?${query}`}`,
        timeout: answerMs,
        headers: {
          host: this.name,
          authorization: this.endpoint.token,
          ...(body !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
        },
      })
      outgoing.once('response', resolve)
      outgoing.once('error', error => reject(new Failure(`the connection to ${this.name} broke`, { status: 596, cause: error })))
      outgoing.once('timeout', () => outgoing.destroy(new Failure(`no answer within ${answerMs / 1000} s`)))
      outgoing.end(body)
    })
  }
}

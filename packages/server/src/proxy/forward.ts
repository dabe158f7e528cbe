import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { Failure } from '@quorate/schema'
import type { Dispatcher } from 'undici'
import { hasBody, readBody } from '../wire/read-body.ts'
import { reasonHeader } from '../wire/write-answer.ts'
import { forwardHeaders } from './forward-headers.ts'

export interface ForwardOptions {
  readonly pool: Dispatcher
  /** How long a request waits for a daemon that is being restarted, in milliseconds. */
  readonly daemonWaitMs: number
}

/** Bodies up to here are taken in before the daemon is bothered with them, so that slow senders cost it nothing. */
const gatherLimit = 512 * 1024
const bodyTimeoutMs = 30_000
const retryMs = 50
/** There was nobody to send to: nothing has happened yet. */
const unreached = new Set(['ECONNREFUSED', 'ENOENT', 'EAGAIN', 'UND_ERR_CONNECT_TIMEOUT'])

type Body = Buffer | IncomingMessage | null

function gatherBody(request: IncomingMessage): Promise<Body> | Body {
  if (!hasBody(request)) return null
  const length = Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY)
  return length <= gatherLimit ? readBody(request, gatherLimit, bodyTimeoutMs) : request
}

/** One attempt. Resolves when the answer is sent, or its client gone; rejects when the daemon gave none. */
function attempt(pool: Dispatcher, request: IncomingMessage, response: ServerResponse, headers: string[], body: Body): Promise<void> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined
    const onClose = () => {
      if (!response.writableFinished) controller?.abort(new Error('the client went away'))
      resolve()
    }
    response.once('close', onClose)
    const options = { path: request.url ?? '/', method: request.method as Dispatcher.HttpMethod, headers, body }
    pool.dispatch(options, {
      onRequestStart(started) {
        controller = started
        if (response.destroyed) started.abort(new Error('the client went away'))
      },
      onResponseStart(_controller, status, answered, reason) {
        const {
          connection: _connection,
          'keep-alive': _keepAlive,
          'transfer-encoding': _transfer,
          [reasonHeader]: full,
          ...rest
        } = answered
        response.writeHead(status, typeof full === 'string' ? decodeURIComponent(full) : reason, rest)
      },
      onResponseData(reading, chunk) {
        if (response.write(chunk)) return
        reading.pause()
        response.once('drain', () => reading.resume())
      },
      onResponseEnd() {
        response.end()
        response.off('close', onClose)
        resolve()
      },
      onResponseError(_controller, error) {
        response.off('close', onClose)
        if (!response.headersSent) return reject(error)
        // Half an answer must not look like a whole one.
        response.destroy()
        resolve()
      },
    })
  })
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : '')

/** Hands a request to the daemon and its answer back, streaming both ways. Throws a Failure when there is no answer. */
export async function forward({ pool, daemonWaitMs }: ForwardOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const headers = forwardHeaders(request)
  const body = await gatherBody(request)
  if (body === request) {
    const length = request.headers['content-length']
    if (length !== undefined) headers.push('content-length', length)
  }
  const until = performance.now() + daemonWaitMs
  for (;;) {
    try {
      return await attempt(pool, request, response, headers, body)
    } catch (error) {
      if (response.destroyed) return
      const path = request.url?.split('?', 1)[0]
      const nothingSent = unreached.has(codeOf(error))
      const repeatable = body !== request && (nothingSent || request.method === 'GET')
      if (codeOf(error) === 'UND_ERR_INVALID_ARG') throw new Failure(`the request for ${path} is malformed`, { status: 400, cause: error })
      if (!repeatable || performance.now() > until) {
        if (nothingSent) throw new Failure('the API daemon does not run: it is being restarted, or its log tells why', { status: 503 })
        throw new Failure(`${request.method} ${path} broke off: the API daemon ended before it answered`, { status: 596 })
      }
      await delay(retryMs)
    }
  }
}

import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { Failure } from '@quorate/schema/failure'
import { BrokenOff, type CallsClient } from '../hop/calls-client.ts'
import { hasBody, readBody } from '../wire/read-body.ts'
import { sendAnswer } from '../wire/write-answer.ts'
import { forwardHeaders } from './forward-headers.ts'
import { forwardStream } from './forward-stream.ts'

export interface ForwardOptions {
  readonly calls: CallsClient
  readonly daemonSocket: string
  /** Longest time that an ordinary body may take, in milliseconds. */
  readonly bodyTimeoutMs: number
  /** How long a request waits for a daemon that is being restarted, in milliseconds. */
  readonly daemonWaitMs: number
}

/** Ordinary bodies are taken in before the daemon is bothered with them, so that slow senders cost it nothing. */
const gatherLimit = 512 * 1024
const retryMs = 50
/** There was nobody to send to: nothing has happened yet. */
const unreached = new Set(['ECONNREFUSED', 'ENOENT', 'EAGAIN'])
const noBody = Buffer.alloc(0)

function isUnreached(error: unknown): boolean {
  return error instanceof Error && 'code' in error && unreached.has(String(error.code))
}

/** undefined: an upload, and so to be streamed. Throws a Failure (413, 408, 400). */
function gatherBody(request: IncomingMessage, bodyTimeoutMs: number): Promise<Buffer> | Buffer | undefined {
  if (!hasBody(request)) return noBody
  const isForm = request.headers['content-type']?.toLowerCase().startsWith('multipart/') ?? false
  return isForm ? undefined : readBody(request, gatherLimit, bodyTimeoutMs)
}

async function attempt(
  options: ForwardOptions,
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer | undefined,
): Promise<void> {
  const { calls, daemonSocket } = options
  if (body === undefined) return await forwardStream(daemonSocket, request, response)
  const head = { method: request.method ?? '', url: request.url ?? '', headers: forwardHeaders(request) }
  const answer = await calls.call(
    () => head,
    body,
    tell =>
      response.once('close', () => {
        if (!response.writableFinished) tell()
      }),
  )
  if (answer === 'stream') return await forwardStream(daemonSocket, request, response, body)
  sendAnswer(response, answer)
}

/** Hands a request to the daemon and its answer back. Throws a Failure when there is no answer. */
export async function forward(options: ForwardOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const gathering = gatherBody(request, options.bodyTimeoutMs)
  const body = gathering instanceof Promise ? await gathering : gathering
  const until = performance.now() + options.daemonWaitMs
  for (;;) {
    try {
      return await attempt(options, request, response, body)
    } catch (error) {
      if (response.destroyed) return
      const nothingSent = isUnreached(error)
      if (!nothingSent && !(error instanceof BrokenOff) && body !== undefined) throw error
      const repeatable = body !== undefined && (nothingSent || request.method === 'GET')
      if (!repeatable || performance.now() > until) {
        if (nothingSent) throw new Failure('the API daemon does not run: it is being restarted, or its log tells why', { status: 503 })
        const path = request.url?.split('?', 1)[0]
        throw new Failure(`${request.method} ${path} broke off: the API daemon ended before it answered`, { status: 596 })
      }
      await delay(retryMs)
    }
  }
}

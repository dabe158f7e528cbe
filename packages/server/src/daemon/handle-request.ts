import type { IncomingMessage, ServerResponse } from 'node:http'
import type { EndpointSpec, UploadedFile } from '@quorate/contract'
import { Failure } from '@quorate/schema'
import type { Outcome } from '../outcome.ts'
import { failureAnswer, successAnswer } from '../wire/answer-text.ts'
import { apiTarget, type ApiTarget } from '../wire/api-path.ts'
import { asFailure } from '../wire/as-failure.ts'
import { multipartBoundary } from '../wire/multipart.ts'
import type { RawParameters } from '../wire/raw-parameters.ts'
import { hasBody, readBody } from '../wire/read-body.ts'
import { sendAnswer, writeAnswer } from '../wire/write-answer.ts'
import { answerCall } from './answer-call.ts'
import { checkFormat } from './check-format.ts'
import type { ContextOf, ListenerContext } from './listener-context.ts'
import { queryParameters } from './query-parameters.ts'
import { receiveUpload } from './receive-upload.ts'
import { sendDownload } from './send-download.ts'
import { sendEvents } from './send-events.ts'
import { whereElse } from './where-else.ts'

interface Input {
  readonly raw: RawParameters
  readonly file?: UploadedFile | undefined
  discard?(): Promise<void>
}

const noBody = Buffer.alloc(0)

/** Takes in an upload; credentials and what else the path alone decides come before its first byte is stored. */
async function readUpload(context: ListenerContext, request: IncomingMessage, target: ApiTarget, boundary: string): Promise<Input> {
  const { identity, dispatcher } = context
  const method = request.method ?? ''
  const caller = await dispatcher.admit({
    method,
    path: target.path,
    address: identity.addressOf(request.headers),
    authenticate: () => identity.callerOf(request.headers, method),
  })
  if (caller.authid === '') throw new Failure('No ticket: an upload needs a login or an API token', { status: 401 })
  return await receiveUpload(request, boundary, context.spool)
}

/** A request or an answer that is a stream. */
async function dispatchStream(
  context: ListenerContext,
  request: IncomingMessage,
  target: ApiTarget,
  spec: EndpointSpec,
  boundary: string | undefined,
  signal: AbortSignal,
): Promise<Outcome> {
  const { dispatcher, identity } = context
  const { headers, method = '' } = request
  if (spec.transport === 'websocket') throw new Failure(`${method} ${target.path} needs a WebSocket upgrade`, { status: 400 })
  const query = queryParameters(headers, target, spec)
  const input: Input = boundary === undefined ? { raw: query } : await readUpload(context, request, target, boundary)
  let handedOver = false
  try {
    const outcome = await dispatcher.dispatch({
      method,
      path: target.path,
      raw: { ...query, ...input.raw },
      address: identity.addressOf(headers),
      authenticate: () => identity.callerOf(headers, method),
      signal,
      ...(input.file && { upload: input.file }),
    })
    handedOver = spec.task !== undefined
    return outcome
  } finally {
    // A task takes its file along; whatever a handler has moved away is not there any more.
    if (!handedOver) await input.discard?.()
  }
}

async function sendOutcome(response: ServerResponse, request: IncomingMessage, target: ApiTarget, outcome: Outcome, signal: AbortSignal) {
  switch (outcome.kind) {
    case 'data':
      return await writeAnswer(response, successAnswer(target.format, outcome), request.headers['accept-encoding'])
    case 'download':
      return await sendDownload(response, outcome.download)
    case 'events':
      return await sendEvents(response, outcome.events, signal)
    case 'websocket':
      outcome.stream.destroy()
      throw new Failure(`${request.method} ${target.path} gave a stream that it does not declare`)
  }
}

async function handle(contextOf: ContextOf, request: IncomingMessage, response: ServerResponse, signal: AbortSignal): Promise<void> {
  const { headers, method = '', url = '' } = request
  const context = contextOf({ method, url, headers }, request.socket)
  const target = apiTarget(url)
  const spec = target && context.dispatcher.find(method, target.path)
  if (target && spec) checkFormat(target, spec)
  const boundary = spec?.transport === 'upload' ? multipartBoundary(headers['content-type']) : undefined
  if (target && spec?.transport !== undefined && (spec.transport !== 'upload' || boundary !== undefined)) {
    const elsewhere = await whereElse(context, { method, url, headers }, target, spec, queryParameters(headers, target, spec))
    if (elsewhere && spec.transport !== 'websocket') return await elsewhere.relay.stream(elsewhere, request, response)
    const outcome = await dispatchStream(context, request, target, spec, boundary, signal)
    return await sendOutcome(response, request, target, outcome, signal)
  }
  const body = method !== 'GET' && hasBody(request) ? await readBody(request, context.bodyLimit, context.requestTimeoutMs) : noBody
  const answer = await answerCall(context, { method, url, headers, body }, signal)
  if (answer === 'stream') throw new Failure(`${method} ${url} answers with a stream`)
  sendAnswer(response, answer)
}

/** Answers one HTTP request, whatever happens. */
export async function handleRequest(
  contextOf: ContextOf,
  request: IncomingMessage,
  response: ServerResponse,
  notice: (text: string) => void,
): Promise<void> {
  const gone = new AbortController()
  response.on('close', () => {
    if (!response.writableFinished) gone.abort()
  })
  try {
    await handle(contextOf, request, response, gone.signal)
  } catch (error) {
    const failure = asFailure(error)
    if (response.headersSent) {
      if (!gone.signal.aborted) notice(`${request.method} ${request.url?.split('?', 1)[0]}: broke off: ${failure.message}`)
      response.destroy()
      return
    }
    if (failure.status === 408) response.setHeader('connection', 'close')
    const format = apiTarget(request.url ?? '')?.format ?? 'json'
    await writeAnswer(response, failureAnswer(format, failure), request.headers['accept-encoding'])
  }
}

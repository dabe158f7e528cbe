import type { IncomingMessage, ServerResponse } from 'node:http'
import type { EndpointSpec, UploadedFile } from '@quorate/contract'
import { Failure } from '@quorate/schema'
import type { Outcome } from '../outcome.ts'
import { failureAnswer, successText } from '../wire/answer-text.ts'
import { apiTarget, type ApiTarget } from '../wire/api-path.ts'
import { multipartBoundary } from '../wire/multipart.ts'
import { addBody, addForm, noParameters, type RawParameters } from '../wire/raw-parameters.ts'
import { asFailure } from '../wire/as-failure.ts'
import type { ListenerContext } from './listener-context.ts'
import { hasBody, readBody } from '../wire/read-body.ts'
import { receiveUpload } from './receive-upload.ts'
import { sendDownload } from './send-download.ts'
import { sendEvents } from './send-events.ts'
import { writeAnswer } from '../wire/write-answer.ts'

interface Input {
  readonly raw: RawParameters
  readonly file?: UploadedFile | undefined
  discard?(): Promise<void>
}

const descriptionPath = '/api2/openapi.json'

/** The parameters of the query; where an event stream resumes comes in a header that browsers send by themselves. */
export function queryParameters(request: IncomingMessage, { query }: ApiTarget, spec: EndpointSpec): RawParameters {
  const raw = noParameters()
  addForm(raw, query)
  const last = request.headers['last-event-id']
  if (spec.transport === 'events' && last !== undefined && raw.since === undefined && 'since' in spec.parameters) raw.since = last
  return raw
}

async function readInput(context: ListenerContext, request: IncomingMessage, target: ApiTarget, spec: EndpointSpec): Promise<Input> {
  const raw = queryParameters(request, target, spec)
  if (request.method === 'GET' || !hasBody(request)) return { raw }
  const type = request.headers['content-type']
  const boundary = multipartBoundary(type)
  if (boundary === undefined || spec.transport !== 'upload') {
    addBody(raw, type, await readBody(request, context.bodyLimit, context.requestTimeoutMs))
    return { raw }
  }
  const { identity, dispatcher } = context
  const caller = await dispatcher.admit({
    method: request.method ?? '',
    path: target.path,
    address: identity.addressOf(request),
    authenticate: () => identity.callerOf(request),
  })
  if (caller.authid === '') throw new Failure('No ticket: an upload needs a login or an API token', { status: 401 })
  const received = await receiveUpload(request, boundary, context.spool)
  return { raw: Object.assign(raw, received.raw), file: received.file, discard: () => received.discard() }
}

async function dispatch(context: ListenerContext, request: IncomingMessage, target: ApiTarget, signal: AbortSignal): Promise<Outcome> {
  const { dispatcher, identity } = context
  const method = request.method ?? ''
  const spec = dispatcher.find(method, target.path)
  if (spec.transport === 'websocket') throw new Failure(`${method} ${target.path} needs a WebSocket upgrade`, { status: 400 })
  const input = await readInput(context, request, target, spec)
  let handedOver = false
  try {
    const outcome = await dispatcher.dispatch({
      method,
      path: target.path,
      raw: input.raw,
      address: identity.addressOf(request),
      authenticate: () => identity.callerOf(request),
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

async function send(
  response: ServerResponse,
  request: IncomingMessage,
  format: ApiTarget['format'],
  outcome: Outcome,
  signal: AbortSignal,
) {
  switch (outcome.kind) {
    case 'data':
      return await writeAnswer(response, successText(format, outcome.data, outcome.beside), request.headers['accept-encoding'])
    case 'download':
      return await sendDownload(response, outcome.download)
    case 'events':
      return await sendEvents(response, outcome.events, signal)
    case 'websocket':
      outcome.stream.destroy()
      throw new Failure('this method needs a WebSocket upgrade', { status: 400 })
  }
}

/** Answers one HTTP request, whatever happens. */
export async function handleRequest(context: ListenerContext, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = request.url ?? ''
  const target = apiTarget(url)
  const gone = new AbortController()
  response.on('close', () => {
    if (!response.writableFinished) gone.abort()
  })
  const format = target?.format ?? 'json'
  try {
    if (!target) {
      if (url === descriptionPath && request.method === 'GET') {
        return await writeAnswer(response, { status: 200, reason: 'OK', body: context.description() }, request.headers['accept-encoding'])
      }
      throw new Failure(`Method '${request.method} ${url}' not implemented`, { status: 501 })
    }
    const outcome = await dispatch(context, request, target, gone.signal)
    await send(response, request, format, outcome, gone.signal)
  } catch (error) {
    if (response.headersSent) {
      if (!gone.signal.aborted) context.notice(`${request.method} ${target?.path}: broke off: ${asFailure(error).message}`)
      response.destroy()
      return
    }
    const failure = asFailure(error)
    if (failure.status === 413 || failure.status === 408) response.setHeader('connection', 'close')
    await writeAnswer(response, failureAnswer(format, failure), request.headers['accept-encoding'])
  }
}

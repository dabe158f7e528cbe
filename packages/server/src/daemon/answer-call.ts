import { Failure } from '@quorate/schema'
import { failureAnswer, successAnswer } from '../wire/answer-text.ts'
import { apiTarget } from '../wire/api-path.ts'
import { asFailure } from '../wire/as-failure.ts'
import { addBody } from '../wire/raw-parameters.ts'
import { encodeAnswer, type EncodedAnswer } from '../wire/write-answer.ts'
import type { Arrived, ListenerContext } from './listener-context.ts'
import { queryParameters } from './query-parameters.ts'
import { checkFormat } from './check-format.ts'
import { headerOf } from './request-headers.ts'
import { whereElse } from './where-else.ts'

/** An ordinary request, taken in whole. */
export interface WholeRequest extends Arrived {
  readonly body: Buffer
}

const descriptionPath = '/api2/openapi.json'

/** Answers an ordinary request; `stream` for a method whose answer is one, before anything has happened. Never throws a Failure. */
export async function answerCall(context: ListenerContext, request: WholeRequest, signal: AbortSignal): Promise<EncodedAnswer | 'stream'> {
  const { method, url, headers, body } = request
  const target = apiTarget(url)
  const accepted = headerOf(headers, 'accept-encoding')
  try {
    if (!target) {
      if (url === descriptionPath && method === 'GET') {
        return await encodeAnswer({ status: 200, reason: 'OK', body: context.description() }, accepted)
      }
      throw new Failure(`Method '${method} ${url}' not implemented`, { status: 501 })
    }
    const { dispatcher, identity } = context
    const spec = dispatcher.find(method, target.path)
    checkFormat(target, spec)
    if (spec.transport !== undefined && spec.transport !== 'upload') return 'stream'
    // Another site could otherwise have its visitors log in here, as whom it likes.
    if (spec.session && /^(cross|same)-site$/.test(headerOf(headers, 'sec-fetch-site') ?? ''))
      throw new Failure(`${method} ${target.path} is not for pages of other sites`, { status: 403 })
    const raw = queryParameters(headers, target, spec)
    const elsewhere = await whereElse(context, request, target, spec, raw)
    if (elsewhere) return await elsewhere.relay.call(elsewhere, request, signal)
    if (body.length > context.bodyLimit) throw new Failure(`the request body is larger than ${context.bodyLimit} bytes`, { status: 413 })
    if (method !== 'GET') addBody(raw, headerOf(headers, 'content-type'), body)
    const outcome = await dispatcher.dispatch({
      method,
      path: target.path,
      raw,
      address: identity.addressOf(headers),
      authenticate: () => identity.callerOf(headers, spec.session ? 'GET' : method),
      signal,
    })
    if (outcome.kind !== 'data') throw new Failure(`${method} ${target.path} gave a stream that it does not declare`)
    return await encodeAnswer(successAnswer(target.format, outcome), accepted)
  } catch (error) {
    return await encodeAnswer(failureAnswer(target?.format ?? 'json', asFailure(error)), accepted)
  }
}

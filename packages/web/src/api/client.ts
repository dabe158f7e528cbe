import { ApiFailure } from './api-failure.ts'
import type { AnswerOf, EndpointKey, ParametersFor } from './endpoints.ts'
import { refuseKnown } from './known-refusal.ts'
import { queryClient } from './query-client.ts'
import { httpRequest, type HttpRequest } from './request.ts'
import { session } from './session.ts'

export interface CallOptions {
  readonly signal?: AbortSignal | undefined
}

interface Body {
  readonly data?: unknown
  readonly message?: string
  readonly errors?: Readonly<Record<string, string>>
  readonly total?: number
}

/** Nothing that is read takes so long; what takes longer does not come any more. */
const longestReadMs = 120_000

async function send({ method, path, body }: HttpRequest, options: CallOptions): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (body) headers['content-type'] = 'application/json'
  // What changes something is waited for: nobody knows what has become of it otherwise.
  const limits = [options.signal, method === 'GET' && AbortSignal.timeout(longestReadMs)].filter(one => one instanceof AbortSignal)
  const { csrfToken } = session.get()
  if (method !== 'GET' && csrfToken) headers.CSRFPreventionToken = csrfToken
  return await fetch(`/api2/json${path}`, {
    method,
    headers,
    credentials: 'same-origin',
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.any(limits),
  })
}

async function answered(request: HttpRequest, options: CallOptions): Promise<Body> {
  const call = `${request.method} ${request.path.split('?', 1)[0]}`
  let response: Response
  let text: string
  try {
    response = await send(request, options)
    text = await response.text()
  } catch (error) {
    if (options.signal?.aborted) throw error
    throw new ApiFailure('the server does not answer', { status: 0, call })
  }
  const body: Body = text.startsWith('{') ? JSON.parse(text) : {}
  if (response.ok) return body
  const message = body.message?.trim() || response.statusText || `the server answered ${response.status}`
  throw new ApiFailure(message, { status: response.status, call, errors: body.errors })
}

/** Sends a request; one that comes when the session is over waits for a new login and is sent again. */
export async function sendCall(request: HttpRequest, options: CallOptions = {}): Promise<Body> {
  try {
    return await answered(request, options)
  } catch (error) {
    if (!(error instanceof ApiFailure) || error.status !== 401 || request.path.startsWith('/access/session')) throw error
    await session.loginAgain()
    return await answered(request, options)
  }
}

/** What the user may do with an object, as the server last said. */
export async function permissionsOn(path: string): Promise<Readonly<Record<string, unknown>>> {
  const key = 'GET /access/permissions'
  const answer = await queryClient.fetchQuery({
    queryKey: [key, { path }],
    queryFn: async () => (await sendCall(httpRequest(key, { path }))).data as Readonly<Record<string, Readonly<Record<string, unknown>>>>,
    meta: { watch: ['/user.cfg'] },
  })
  return answer[path] ?? {}
}

/** As `refuseKnown`; root@pam may do everything. */
export async function refuseWithoutPrivilege(key: EndpointKey, parameters: object): Promise<void> {
  if (session.get().user !== 'root@pam') await refuseKnown(key, parameters, permissionsOn)
}

/**
 * Calls a method of the API: `call('GET /nodes/{node}/status', { node })`. Throws an ApiFailure when it is refused.
 */
export async function call<K extends EndpointKey>(key: K, parameters: ParametersFor<K>, options: CallOptions = {}): Promise<AnswerOf<K>> {
  await refuseWithoutPrivilege(key, parameters)
  return (await sendCall(httpRequest(key, parameters), options)).data as AnswerOf<K>
}

/** As `call`, for lists that come in pages: also how many rows there are in all. */
export async function callPage<K extends EndpointKey>(
  key: K,
  parameters: ParametersFor<K>,
  options: CallOptions = {},
): Promise<{ readonly data: AnswerOf<K>; readonly total: number | undefined }> {
  await refuseWithoutPrivilege(key, parameters)
  const { data, total } = await sendCall(httpRequest(key, parameters), options)
  return { data: data as AnswerOf<K>, total }
}

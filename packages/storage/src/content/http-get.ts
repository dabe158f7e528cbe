import type { IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { http } from '@quorate/host/http'
import { Failure } from '@quorate/schema'

export interface HttpRequest {
  readonly method: 'GET' | 'HEAD'
  readonly url: string
  readonly verifyCertificates: boolean
  readonly signal: AbortSignal
  /** Silence longer than this is a failure: milliseconds. */
  readonly idleMs?: number
  /** Go where a redirect leads only within the first address' origin: they may hold credentials. */
  readonly headers?: Readonly<Record<string, string>>
  /** Answers that are no failure beside 200. */
  readonly statuses?: readonly number[]
  /** Who was asked by https is not left for http. */
  readonly staySecure?: boolean
}

const mostRedirects = 5
const redirects = new Set([301, 302, 303, 307, 308])

/** Never shows the credentials that an address may carry. */
export function shownUrl(url: URL): string {
  const shown = new URL(url)
  shown.username = ''
  shown.password = ''
  return shown.href
}

export function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.hostname === '') {
    throw new Failure(`'${url ? shownUrl(url) : 'the address'}' is no http or https address`)
  }
  return url
}

async function once(url: URL, options: HttpRequest, headers: Readonly<Record<string, string>>): Promise<IncomingMessage> {
  const idleMs = options.idleMs ?? 60_000
  return await new Promise((resolve, reject) => {
    const open = url.protocol === 'https:' ? httpsRequest : http.request
    const request = open(url, {
      method: options.method,
      headers: { 'User-Agent': 'Quorate', Accept: '*/*', 'Accept-Encoding': 'identity', ...headers },
      signal: options.signal,
      timeout: idleMs,
      agent: false,
      ...(url.protocol === 'https:' && { rejectUnauthorized: options.verifyCertificates }),
    })
    request.once('response', resolve)
    request.once('error', reject)
    request.once('timeout', () => request.destroy(new Failure(`got timeout: nothing was received for ${idleMs / 1000} s`)))
    request.end()
  })
}

/** Follows redirects, to http and https only. The caller reads or destroys the answer, which has status 200 or one of `statuses`. */
export async function httpGet(options: HttpRequest): Promise<{ response: IncomingMessage; url: URL }> {
  let url = readUrl(options.url)
  const { origin } = url
  for (let hop = 0; hop <= mostRedirects; hop += 1) {
    let response: IncomingMessage
    try {
      response = await once(url, options, (url.origin === origin && options.headers) || {})
    } catch (error) {
      if (options.signal.aborted) throw new Failure(`request of '${shownUrl(url)}': aborted`)
      throw new Failure(`cannot reach '${shownUrl(url)}'`, { cause: error })
    }
    const { statusCode = 0, headers, statusMessage = '' } = response
    if (statusCode === 200 || options.statuses?.includes(statusCode)) return { response, url }
    response.destroy()
    if (!redirects.has(statusCode) || headers.location === undefined) {
      throw new Failure(`'${shownUrl(url)}' answered ${statusCode} ${statusMessage}`.trim())
    }
    const next = readUrl(URL.canParse(headers.location, url.href) ? new URL(headers.location, url.href).href : headers.location)
    if (options.staySecure && url.protocol === 'https:' && next.protocol !== 'https:') {
      throw new Failure(`'${shownUrl(url)}' redirects to '${shownUrl(next)}', which is not encrypted`)
    }
    url = next
  }
  throw new Failure(`'${shownUrl(readUrl(options.url))}': more than ${mostRedirects} redirects`)
}

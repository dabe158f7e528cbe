import type { IncomingMessage, ServerResponse } from 'node:http'
import { http } from '@quorate/host/http'
import { carryRequest } from '../wire/carry-request.ts'
import { forwardHeaders } from './forward-headers.ts'

/**
 * Hands a request to the daemon over HTTP, both bodies streaming at the speed of the slower side: uploads, downloads,
 * events. Resolves when the answer is sent or its client gone; rejects when the daemon gave none.
 */
export async function forwardStream(socketPath: string, request: IncomingMessage, response: ServerResponse, body?: Buffer): Promise<void> {
  // The daemon refuses some bodies before it has read them. Asked to close, it would cut the connection under its own answer.
  const headers: Record<string, string> = { ...forwardHeaders(request), connection: 'keep-alive' }
  const length = request.headers['content-length']
  if (length !== undefined) headers['content-length'] = length
  const outgoing = http.request({ socketPath, agent: false, method: request.method, path: request.url, headers })
  const carried = carryRequest(outgoing, response)
  if (body) outgoing.end(body)
  else request.pipe(outgoing)
  await carried
}

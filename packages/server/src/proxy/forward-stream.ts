import type { IncomingMessage, ServerResponse } from 'node:http'
import { http } from '@quorate/host/http'
import { forwardHeaders } from './forward-headers.ts'

/**
 * Hands a request to the daemon over HTTP, both bodies streaming at the speed of the slower side: uploads, downloads,
 * events. Resolves when the answer is sent or its client gone; rejects when the daemon gave none.
 */
export function forwardStream(socketPath: string, request: IncomingMessage, response: ServerResponse, body?: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    // The daemon refuses some bodies before it has read them. Asked to close, it would cut the connection under its own answer.
    const headers: Record<string, string> = { ...forwardHeaders(request), connection: 'keep-alive' }
    const length = request.headers['content-length']
    if (length !== undefined) headers['content-length'] = length
    const outgoing = http.request({ socketPath, agent: false, method: request.method, path: request.url, headers })
    outgoing.on('error', error => {
      if (!response.headersSent) return reject(error)
      // A daemon that refused a body early does not read the rest of it: its answer stands.
      if (!response.writableEnded) response.destroy()
      resolve()
    })
    response.once('close', () => {
      outgoing.destroy()
      resolve()
    })
    outgoing.on('response', incoming => {
      const { connection: _connection, 'keep-alive': _keepAlive, 'transfer-encoding': _transfer, ...answered } = incoming.headers
      response.writeHead(incoming.statusCode ?? 502, incoming.statusMessage, answered)
      response.flushHeaders()
      incoming.pipe(response)
      // Half an answer must not look like a whole one.
      incoming.on('aborted', () => response.destroy())
    })
    if (body) outgoing.end(body)
    else request.pipe(outgoing)
  })
}

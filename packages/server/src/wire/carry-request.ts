import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http'

/**
 * Carries the answer of a request that goes on to somebody else back to its client, at the speed of the slower side; the
 * body is for the caller to send. Resolves when the answer is sent or its client gone; rejects when there was none.
 */
export function carryRequest(outgoing: ClientRequest, response: ServerResponse): Promise<void> {
  return new Promise((resolve, reject) => {
    outgoing.on('error', error => {
      if (!response.headersSent) return reject(error)
      // Whoever refused a body early does not read the rest of it: its answer stands.
      if (!response.writableEnded) response.destroy()
      resolve()
    })
    response.once('close', () => {
      outgoing.destroy()
      resolve()
    })
    outgoing.on('response', (incoming: IncomingMessage) => {
      const { connection: _connection, 'keep-alive': _keepAlive, 'transfer-encoding': _transfer, ...answered } = incoming.headers
      response.writeHead(incoming.statusCode ?? 502, incoming.statusMessage, answered)
      response.flushHeaders()
      incoming.pipe(response)
      // Half an answer must not look like a whole one.
      incoming.on('aborted', () => response.destroy())
    })
  })
}

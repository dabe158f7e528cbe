import type { IncomingMessage } from 'node:http'

/** Headers of a client that the daemon has a use for. All others, and every hop's own, end at the proxy. */
const forwarded = [
  'authorization',
  'cookie',
  'csrfpreventiontoken',
  'content-type',
  'accept-encoding',
  'last-event-id',
  'user-agent',
  'sec-fetch-site',
]
const ofHandshake = ['sec-websocket-key', 'sec-websocket-version', 'sec-websocket-protocol']

/** Address of the client, an IPv4 one in its own form. */
function clientAddress({ socket }: IncomingMessage): string {
  const address = socket.remoteAddress ?? ''
  return address.startsWith('::ffff:') ? address.slice(7) : address
}

function pick(request: IncomingMessage, names: readonly string[]): Record<string, string> {
  const picked: Record<string, string> = { 'x-forwarded-for': clientAddress(request) }
  for (const name of names) {
    const value = request.headers[name]
    if (typeof value === 'string') picked[name] = value
  }
  return picked
}

/** What the daemon gets to see of a request. The client's own X-Forwarded-For counts for nothing. */
export function forwardHeaders(request: IncomingMessage): Record<string, string> {
  return pick(request, forwarded)
}

export function handshakeHeaders(request: IncomingMessage): Record<string, string> {
  return pick(request, [...forwarded, ...ofHandshake])
}

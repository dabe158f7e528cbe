import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { Failure } from '@quorate/schema'
import { WebSocketServer } from 'ws'
import { failureAnswer } from '../wire/answer-text.ts'
import { apiTarget } from '../wire/api-path.ts'
import { rawAnswer } from '../wire/raw-answer.ts'
import { asFailure } from '../wire/as-failure.ts'
import { bridgeWebSocket } from './bridge-websocket.ts'
import type { ContextOf } from './listener-context.ts'
import { queryParameters } from './query-parameters.ts'
import { whereElse } from './where-else.ts'

const subprotocol = 'binary'
/** bytes; a text that is pasted comes in one */
const longestMessage = 4 << 20

const sockets = new WebSocketServer({
  noServer: true,
  clientTracking: false,
  perMessageDeflate: false,
  maxPayload: longestMessage,
  handleProtocols: offered => (offered.has(subprotocol) ? subprotocol : false),
})

/** Everything that can be wrong with the handshake itself, before anything has an effect. */
function checkHandshake({ method, headers }: IncomingMessage): void {
  const refused = (text: string) => new Failure(`bad WebSocket handshake: ${text}`, { status: 400 })
  if (method !== 'GET') throw refused('the method is not GET')
  if (headers['sec-websocket-version'] !== '13') throw refused('only version 13 is spoken')
  if (!/^[+/0-9A-Za-z]{22}==$/.test(headers['sec-websocket-key'] ?? '')) throw refused('the key is malformed')
  const offered = headers['sec-websocket-protocol']
  if (offered !== undefined && !offered.split(',').some(one => one.trim() === subprotocol)) {
    throw refused(`only subprotocol '${subprotocol}' is spoken`)
  }
}

/** Upgrades a request to a WebSocket once the method has allowed it; an HTTP error otherwise. */
export async function handleUpgrade(contextOf: ContextOf, request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
  const gone = new AbortController()
  const onGone = () => gone.abort()
  socket.on('error', onGone).on('close', onGone)
  try {
    const { headers, method = '', url = '' } = request
    const target = apiTarget(url)
    const context = contextOf({ method, url, headers }, socket)
    const { dispatcher, identity } = context
    if (!target) throw new Failure(`Method '${method} ${url}' not implemented`, { status: 501 })
    const spec = dispatcher.find(method, target.path)
    if (spec.transport !== 'websocket') throw new Failure(`${method} ${target.path} is no WebSocket`, { status: 400 })
    checkHandshake(request)
    const raw = queryParameters(headers, target, spec)
    const elsewhere = await whereElse(context, { method, url, headers }, target, spec, raw)
    if (elsewhere) return await elsewhere.relay.upgrade(elsewhere, request, socket, head)
    const outcome = await dispatcher.dispatch({
      method,
      path: target.path,
      raw,
      address: identity.addressOf(headers),
      authenticate: () => identity.callerOf(headers, method),
      signal: gone.signal,
    })
    if (outcome.kind !== 'websocket') throw new Failure(`${method} ${target.path} gave no stream`)
    if (gone.signal.aborted) return void outcome.stream.destroy()
    sockets.handleUpgrade(request, socket, head, client => bridgeWebSocket(client, outcome.stream))
  } catch (error) {
    socket.end(rawAnswer(failureAnswer('json', asFailure(error))))
  }
}

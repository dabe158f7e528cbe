import type { IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import { Failure } from '@quorate/schema/failure'
import { endConnection } from '../end-connection.ts'
import { failureAnswer } from '../wire/answer-text.ts'
import { rawAnswer } from '../wire/raw-answer.ts'
import { handshakeHeaders } from './forward-headers.ts'

function headOf(request: IncomingMessage): string {
  const lines = [`${request.method} ${request.url} HTTP/1.1`, 'host: daemon', 'connection: Upgrade', 'upgrade: websocket']
  for (const [name, value] of Object.entries(handshakeHeaders(request))) lines.push(`${name}: ${value}`)
  return `${lines.join('\r\n')}\r\n\r\n`
}

/** Hands a WebSocket handshake to the daemon; from then on the bytes pass through unread, each side at the other's speed. */
export function forwardUpgrade(daemonSocket: string, request: IncomingMessage, client: Duplex, head: Buffer): void {
  const daemon = connect(daemonSocket)
  let connected = false
  daemon.on('connect', () => {
    connected = true
    daemon.write(headOf(request), 'latin1')
    if (head.length > 0) daemon.write(head)
    daemon.pipe(client)
    client.pipe(daemon)
  })
  daemon.on('error', () => {
    if (connected) client.destroy()
    else endConnection(client, rawAnswer(failureAnswer('json', new Failure('the API daemon does not run', { status: 503 }))))
  })
  daemon.on('close', () => {
    // A refusal is still on its way to the client.
    if (connected && client.writableEnded) endConnection(client)
    else if (connected) client.destroy()
  })
  client.on('error', () => daemon.destroy())
  client.on('close', () => daemon.destroy())
}

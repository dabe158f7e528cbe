import type { IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import { Failure } from '@quorate/schema/failure'
import { endConnection } from '../end-connection.ts'
import { failureAnswer } from '../wire/answer-text.ts'
import { passThrough, upgradeHead } from '../wire/pass-upgrade.ts'
import { rawAnswer } from '../wire/raw-answer.ts'
import { handshakeHeaders } from './forward-headers.ts'

/** Hands a WebSocket handshake to the daemon; from then on the bytes pass through unread, each side at the other's speed. */
export function forwardUpgrade(daemonSocket: string, request: IncomingMessage, client: Duplex, head: Buffer): void {
  const daemon = connect(daemonSocket)
  const unreached = () => {
    daemon.destroy()
    endConnection(client, rawAnswer(failureAnswer('json', new Failure('the API daemon does not run', { status: 503 }))))
  }
  const onGone = () => daemon.destroy()
  daemon.once('error', unreached)
  client.once('close', onGone)
  daemon.once('connect', () => {
    daemon.off('error', unreached)
    client.off('close', onGone)
    daemon.write(upgradeHead(request, handshakeHeaders(request)), 'latin1')
    passThrough(client, daemon, head)
  })
}

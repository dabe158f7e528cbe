import { randomBytes } from 'node:crypto'
import type { ServerOptions } from 'node:https'

/** What the TLS server is, whichever certificate it shows. */
export const tlsOptions: ServerOptions = {
  // Clients read error texts from the reason phrase, which HTTP/2 does not have.
  ALPNProtocols: ['http/1.1'],
  minVersion: 'TLSv1.2',
  // Kept over a change of the certificate, so that clients can still resume.
  ticketKeys: randomBytes(48),
  /** seconds */
  sessionTimeout: 7200,
  handshakeTimeout: 20_000,
  headersTimeout: 30_000,
  // Uploads may take hours; each body has its own clock.
  requestTimeout: 0,
  connectionsCheckingInterval: 5000,
  // Some clients keep a connection for a minute and do not like to find it closed.
  keepAliveTimeout: 75_000,
  shouldUpgradeCallback: request => request.headers.upgrade?.toLowerCase() === 'websocket',
}

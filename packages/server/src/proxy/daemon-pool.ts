import { Pool } from 'undici'

/** Connections to the daemon; shorter idle time than the daemon's own, so that it is always we who close. */
const idleMs = 60_000

/** One request at a time on each connection: a slow method holds up nobody else. */
export function daemonPool(socketPath: string): Pool {
  return new Pool('http://daemon', {
    socketPath,
    pipelining: 1,
    keepAliveTimeout: idleMs,
    keepAliveMaxTimeout: idleMs,
    // How long a method may take is its own business.
    headersTimeout: 0,
    bodyTimeout: 0,
  })
}

import type { Duplex } from 'node:stream'

/** For an answer to arrive before the connection is gone. */
const usualMs = 5000

/** Ends a connection, with a last answer or after what was written. A client that keeps its own side open is not waited for. */
export function endConnection(client: Duplex, answer?: Buffer, waitMs = usualMs): void {
  if (answer) client.end(answer)
  else client.end()
  const timer = setTimeout(() => client.destroy(), waitMs)
  client.once('close', () => clearTimeout(timer))
}

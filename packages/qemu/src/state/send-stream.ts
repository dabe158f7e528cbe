import { connect } from 'node:net'
import type { Host } from '@quorate/host'

/**
 * Sends a raw volume from its beginning to whoever listens at a unix socket, until that has enough. Disposing it ends
 * the program that does it. A failure shows at the other side, as a stream that is cut short.
 */
export async function sendStream(host: Host, path: string, socket: string): Promise<AsyncDisposable> {
  const connection = connect(socket)
  connection.pause()
  await new Promise<void>((connected, failed) => {
    connection.once('error', failed)
    connection.once('connect', connected)
  })
  const enough = new AbortController()
  const sent = host.exec('dd', ['bs=1M', 'status=none', `if=${path}`], { stdout: connection, signal: enough.signal }).catch(() => undefined)
  return {
    async [Symbol.asyncDispose]() {
      enough.abort()
      await sent
    },
  }
}

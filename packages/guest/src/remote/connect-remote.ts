import { connect, type TLSSocket } from 'node:tls'
import { Failure } from '@quorate/schema'
import { addressText, type RemoteEndpoint } from './remote-endpoint.ts'

const connectMs = 10_000
const keepAliveMs = 10_000

/** Connects, and sends nothing unless the certificate is the one that is expected. Fails with 595. */
export function connectRemote(endpoint: RemoteEndpoint, signal?: AbortSignal): Promise<TLSSocket> {
  const { host, port, fingerprint } = endpoint
  const { promise, resolve, reject } = Promise.withResolvers<TLSSocket>()
  const socket = connect({
    host,
    port,
    // With a fingerprint the one certificate is trusted, whoever issued it.
    rejectUnauthorized: fingerprint === undefined,
    ...(/[a-z]/i.test(host) && !host.includes(':') ? { servername: host } : {}),
  })
  const fail = (why: string, cause?: unknown) => {
    socket.destroy()
    reject(new Failure(`no connection to ${addressText(endpoint)}: ${why}`, { status: 595, ...(cause ? { cause } : {}) }))
  }
  const timer = setTimeout(() => fail(`no answer within ${connectMs / 1000} s`), connectMs)
  const aborted = () => fail('given up')
  signal?.addEventListener('abort', aborted, { once: true })
  socket.once('close', () => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', aborted)
  })
  socket.on('error', (error: NodeJS.ErrnoException) => {
    const certificate = /CERT|SELF_SIGNED|ALTNAME|VERIFY/.test(error.code ?? '')
    fail(
      certificate ? `this machine does not trust its certificate (${error.code}): give the certificate's fingerprint` : error.message,
      error,
    )
  })
  socket.once('secureConnect', () => {
    clearTimeout(timer)
    const shown = socket.getPeerX509Certificate()?.fingerprint256
    if (fingerprint !== undefined && shown?.toUpperCase() !== fingerprint)
      return fail(`its certificate has another fingerprint than the one that was given: ${shown ?? 'none'}`)
    // From here on the socket is the caller's to end.
    signal?.removeEventListener('abort', aborted)
    socket.setNoDelay(true)
    socket.setKeepAlive(true, keepAliveMs)
    resolve(socket)
  })
  return promise
}

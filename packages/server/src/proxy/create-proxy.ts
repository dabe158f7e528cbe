import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { Failure } from '@quorate/schema/failure'
import { endConnection } from '../end-connection.ts'
import { CallsClient } from '../hop/calls-client.ts'
import { connectUnix } from '../hop/connect-unix.ts'
import { failureAnswer } from '../wire/answer-text.ts'
import { apiTarget } from '../wire/api-path.ts'
import { asFailure } from '../wire/as-failure.ts'
import { rawAnswer } from '../wire/raw-answer.ts'
import { writeAnswer } from '../wire/write-answer.ts'
import { dropPrivileges } from './drop-privileges.ts'
import { forwardUpgrade } from './forward-upgrade.ts'
import { forward } from './forward.ts'
import type { Proxy, ProxyOptions } from './options.ts'
import { partPeers } from './part-peers.ts'
import { createPeerEntrance } from './peer-entrance.ts'
import { StaticFiles } from './static-files.ts'
import { tlsOptions } from './tls-options.ts'

const defaultDaemonWaitMs = 5000
const defaultTimeoutMs = 30_000
const defaultGraceMs = 2000
const lingerMs = 10_000
const keepAliveMs = 60_000
const builtIn = join(import.meta.dirname, '../../static')

/** `/api2/...`; anything else is a static file. */
const isApi = (url: string) => url.startsWith('/api2/')

/** Many clients read an answer only when they have sent everything: what is left of a refused body is taken for a while. */
function giveUpLater(request: IncomingMessage): void {
  const { socket } = request
  const timer = setTimeout(() => socket.destroy(), lingerMs)
  const settled = () => {
    clearTimeout(timer)
    socket.off('close', settled)
  }
  socket.once('close', settled)
  request.once('end', settled)
}

async function answerFile(files: StaticFiles, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method, url } = request
  if (method !== 'GET' && method !== 'HEAD') throw new Failure(`Method '${method} ${url}' not implemented`, { status: 501 })
  if (!files.serve(request, response)) throw new Failure(`there is no file ${url?.split('?', 1)[0]}`, { status: 404 })
}

/** Starts the TLS server that the world sees. As root it reads what it needs, listens, and is root no longer. */
export async function createProxy(options: ProxyOptions): Promise<Proxy> {
  const { listen, daemonSocket, notice, user } = options
  const files = new StaticFiles([...(options.staticFolders ?? []), builtIn], options.staticFolders?.[0])
  const calls = new CallsClient(() => connectUnix(daemonSocket))
  const requestTimeoutMs = options.requestTimeoutMs ?? defaultTimeoutMs
  const hop = { calls, daemonSocket, bodyTimeoutMs: requestTimeoutMs, daemonWaitMs: options.daemonWaitMs ?? defaultDaemonWaitMs }
  const upgraded = new Set<Duplex>()
  const entrance = options.peers && createPeerEntrance(options.peers.credentials, options.peers.daemonSocket, hop.daemonWaitMs)

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? ''
    try {
      await (isApi(url) ? forward(hop, request, response) : answerFile(files, request, response))
    } catch (error) {
      if (response.headersSent) return void response.destroy()
      if (!(error instanceof Failure))
        notice(`${request.method} ${url.split('?', 1)[0]}: ${error instanceof Error ? error.stack : String(error)}`)
      const failure = asFailure(error)
      if (failure.status === 408) response.setHeader('connection', 'close')
      if (!request.complete) giveUpLater(request)
      await writeAnswer(response, failureAnswer(apiTarget(url)?.format ?? 'json', failure), request.headers['accept-encoding'])
    }
  }

  const server = createServer({
    ...tlsOptions,
    ...options.certificate,
    headersTimeout: requestTimeoutMs,
    connectionsCheckingInterval: Math.min(5000, requestTimeoutMs / 2),
  })
  if (entrance) partPeers(server, entrance.take)
  server.on('request', (request, response) => void answer(request, response))
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    upgraded.add(socket)
    // Consoles stay open for hours; a client that is gone without a word shows by this.
    request.socket.setKeepAlive(true, keepAliveMs)
    socket.on('close', () => upgraded.delete(socket)).on('error', () => socket.destroy())
    if (isApi(request.url ?? '')) return forwardUpgrade(daemonSocket, request, socket, head)
    endConnection(socket, rawAnswer(failureAnswer('json', new Failure('there is no WebSocket here', { status: 404 }))))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', cause => reject(new Failure(`cannot listen on ${listen.host}:${listen.port}`, { cause })))
    server.listen(listen.port, listen.host, resolve)
  })
  if (user !== false) dropPrivileges(user)
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : listen.port,
    useCertificate: ({ cert, key }) => server.setSecureContext({ ...tlsOptions, cert, key }),
    async close(graceMs = defaultGraceMs) {
      const closed = new Promise(resolve => server.close(resolve))
      server.closeIdleConnections()
      for (const socket of upgraded) socket.destroy()
      entrance?.close()
      const hard = setTimeout(() => server.closeAllConnections(), graceMs)
      await closed
      clearTimeout(hard)
      calls.close()
    },
  }
}

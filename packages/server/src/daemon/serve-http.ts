import type { Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { http } from '@quorate/host/http'
import { describeApi } from '../describe-api.ts'
import { callsProtocol } from '../hop/messages.ts'
import { serveCalls } from '../hop/serve-calls.ts'
import { handleRequest } from './handle-request.ts'
import { handleUpgrade } from './handle-upgrade.ts'
import { openTunnel } from './open-tunnel.ts'
import { listen } from './listen.ts'
import { publicIdentity, trustedIdentity, type ListenerContext } from './listener-context.ts'
import type { HttpOptions, HttpServer } from './options.ts'
import { Spool } from './spool.ts'

const defaultBodyLimit = 512 * 1024
const defaultTimeoutMs = 30_000
const defaultGraceMs = 2000
/** Longer than the proxy keeps an idle connection, so that it is always the proxy who closes. */
const idleMs = 120_000

const protocols = new Set(['websocket', callsProtocol])

interface Listener {
  readonly server: Server
  /** Connections that speak HTTP no more, which the server forgets, with the way to ask each to end. */
  readonly upgraded: Map<Duplex, () => void>
}

function makeListener(context: ListenerContext, tunnel?: HttpOptions['tunnel']): Listener {
  const upgraded: Listener['upgraded'] = new Map()
  const server = http.createServer({
    headersTimeout: context.requestTimeoutMs,
    // Uploads may take hours; ordinary bodies have their own clock.
    requestTimeout: 0,
    keepAliveTimeout: idleMs,
    shouldUpgradeCallback: ({ headers }) => protocols.has(headers.upgrade?.toLowerCase() ?? ''),
  })
  const failed = (error: unknown) => context.notice(`a request could not be answered: ${String(error)}`)
  server.on('request', (request, response) => void handleRequest(context, request, response).catch(failed))
  server.on('upgrade', (request, socket, head) => {
    upgraded.set(socket, () => socket.destroy())
    socket.on('close', () => upgraded.delete(socket))
    if (request.headers.upgrade === callsProtocol) upgraded.set(socket, serveCalls(context, socket, head))
    else void handleUpgrade(context, request, socket, head).catch(failed)
  })
  if (tunnel) {
    server.on('connect', (request, socket, head) => {
      upgraded.set(socket, () => socket.destroy())
      socket.on('close', () => upgraded.delete(socket))
      void openTunnel(tunnel, request, socket, head).catch(failed)
    })
  }
  return { server, upgraded }
}

async function closeListener({ server, upgraded }: Listener, graceMs: number): Promise<void> {
  const closed = new Promise(resolve => server.close(resolve))
  server.closeIdleConnections()
  for (const askToEnd of upgraded.values()) askToEnd()
  const hard = setTimeout(() => {
    server.closeAllConnections()
    for (const socket of upgraded.keys()) socket.destroy()
  }, graceMs)
  await closed
  clearTimeout(hard)
}

/** Serves the API on its two unix sockets. */
export async function serveHttp(options: HttpOptions): Promise<HttpServer> {
  const { dispatcher, authenticator, notice } = options
  let description: string | undefined
  const shared = {
    dispatcher,
    notice,
    spool: await Spool.open(options.spool),
    bodyLimit: options.bodyLimit ?? defaultBodyLimit,
    requestTimeoutMs: options.requestTimeoutMs ?? defaultTimeoutMs,
    description: () => (description ??= describeApi(dispatcher.routes, options.version)),
  }
  const trusted = makeListener({ ...shared, identity: trustedIdentity })
  const open = makeListener({ ...shared, identity: publicIdentity(authenticator) }, options.tunnel)
  await listen(trusted.server, options.trusted)
  await listen(open.server, options.public)
  return {
    async close(graceMs = defaultGraceMs) {
      await Promise.all([closeListener(trusted, graceMs), closeListener(open, graceMs)])
    },
  }
}

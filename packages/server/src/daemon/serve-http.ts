import type { Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { http } from '@quorate/host/http'
import { describeApi } from '../describe-api.ts'
import { callsProtocol } from '../hop/messages.ts'
import { serveCalls } from '../hop/serve-calls.ts'
import { createRelay } from '../peers/peer-links.ts'
import { PeerSessions } from '../peers/peer-sessions.ts'
import { statedCaller } from '../peers/statement.ts'
import { handleRequest } from './handle-request.ts'
import { handleUpgrade } from './handle-upgrade.ts'
import { openTunnel } from './open-tunnel.ts'
import { listen } from './listen.ts'
import { publicIdentity, statedIdentity, trustedIdentity, type ContextOf } from './listener-context.ts'
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

interface ListenerOptions {
  readonly contextOf: ContextOf
  readonly requestTimeoutMs: number
  readonly notice: (text: string) => void
  readonly tunnel?: HttpOptions['tunnel'] | undefined
  /** Texts by path that are answered as they are. */
  readonly open?: Readonly<Record<string, () => string | undefined>> | undefined
}

function makeListener({ contextOf, requestTimeoutMs, notice, tunnel, open = {} }: ListenerOptions): Listener {
  const upgraded: Listener['upgraded'] = new Map()
  const server = http.createServer({
    headersTimeout: requestTimeoutMs,
    // Uploads may take hours; ordinary bodies have their own clock.
    requestTimeout: 0,
    keepAliveTimeout: idleMs,
    shouldUpgradeCallback: ({ headers }) => protocols.has(headers.upgrade?.toLowerCase() ?? ''),
  })
  const failed = (error: unknown) => notice(`a request could not be answered: ${String(error)}`)
  server.on('request', (request, response) => {
    const text = request.method === 'GET' && Object.hasOwn(open, request.url ?? '') ? open[request.url ?? '']?.() : undefined
    if (text === undefined) void handleRequest(contextOf, request, response, notice).catch(failed)
    else response.end(text)
  })
  server.on('upgrade', (request, socket, head) => {
    upgraded.set(socket, () => socket.destroy())
    socket.on('close', () => upgraded.delete(socket))
    if (request.headers.upgrade === callsProtocol) upgraded.set(socket, serveCalls(contextOf, socket, head, notice))
    else void handleUpgrade(contextOf, request, socket, head).catch(failed)
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
  const { dispatcher, authenticator, notice, peers } = options
  let description: string | undefined
  const shared = {
    dispatcher,
    notice,
    spool: await Spool.open(options.spool),
    bodyLimit: options.bodyLimit ?? defaultBodyLimit,
    requestTimeoutMs: options.requestTimeoutMs ?? defaultTimeoutMs,
    description: () => (description ??= describeApi(dispatcher.routes, options.version)),
  }
  const relay = peers && createRelay(peers)
  const own = { ...shared, ...(relay && { relay }) }
  const listener = (contextOf: ContextOf, more: Pick<ListenerOptions, 'tunnel' | 'open'> = {}) =>
    makeListener({ contextOf, ...more, notice, requestTimeoutMs: shared.requestTimeoutMs })
  const ofRoot = { ...own, identity: trustedIdentity }
  const ofProxy = { ...own, identity: publicIdentity(authenticator) }
  const listeners = [listener(() => ofRoot), listener(() => ofProxy, { tunnel: options.tunnel })] as const
  await listen(listeners[0].server, options.trusted)
  await listen(listeners[1].server, options.public)
  const others: Listener[] = []
  if (peers) {
    const sessions = new PeerSessions(peers)
    // Without a relay: what came from another node is never handed on.
    const stated: ContextOf = (request, socket) => ({
      ...shared,
      identity: statedIdentity(statedCaller(peers.trust, sessions.of(socket), request)),
    })
    const fromPeers = listener(stated, { open: peers.open })
    sessions.greet(fromPeers.server)
    await listen(fromPeers.server, peers.socket)
    others.push(fromPeers)
  }
  return {
    async close(graceMs = defaultGraceMs) {
      relay?.close()
      await Promise.all([...listeners, ...others].map(one => closeListener(one, graceMs)))
    },
  }
}

import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { createSecureContext, TLSSocket, type SecureContext } from 'node:tls'
import { setTimeout as delay } from 'node:timers/promises'
import { http } from '@quorate/host/http'
import { Failure } from '@quorate/schema/failure'
import { endConnection } from '../end-connection.ts'
import { failureAnswer } from '../wire/answer-text.ts'
import { rawAnswer } from '../wire/raw-answer.ts'
import type { ProxyCertificate, ProxyOptions } from './options.ts'
import { SpiceRecords } from './spice-records.ts'
import { tlsOptions } from './tls-options.ts'

export interface SpiceProxyOptions extends Pick<ProxyOptions, 'listen' | 'daemonSocket' | 'notice'> {
  /** The node's own, which the cluster's authority signed: clients are given both beforehand. */
  readonly certificate: ProxyCertificate
}

const timeoutMs = 20_000
const keepAliveMs = 30_000
/** After this long a port that another program holds is tried again. */
const retryMs = 10_000

/** Asks the daemon for what a client named. Answers the connection, or the daemon's refusal. */
function askDaemon(socketPath: string, target: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const request = http.request({ socketPath, agent: false, method: 'CONNECT', path: target })
    request.on('error', () => reject(new Failure('the API daemon does not run', { status: 503 })))
    request.on('connect', (answer: IncomingMessage, socket: Socket) => {
      if (answer.statusCode === 200) return resolve(socket)
      socket.destroy()
      reject(new Failure(answer.statusMessage ?? 'refused', { status: answer.statusCode ?? 502 }))
    })
    request.end()
  })
}

/** One write a time: what waits together would leave in one TLS record. */
function send(to: Duplex, part: Buffer): Promise<void> {
  return new Promise((resolve, reject) => to.write(part, error => (error ? reject(error) : resolve())))
}

async function carry(from: Socket, to: TLSSocket, records: SpiceRecords): Promise<void> {
  for await (const chunk of from as AsyncIterable<Buffer>) {
    for (const part of records.fromServer(chunk)) await send(to, part)
  }
}

/** From here on client and guest talk by TLS, which ends here: QEMU's own socket is a unix socket. */
function talk(client: Socket, daemon: Socket, secureContext: SecureContext): void {
  client.setKeepAlive(true, keepAliveMs)
  client.setNoDelay(true)
  const secure = new TLSSocket(client, { isServer: true, secureContext })
  const late = setTimeout(() => secure.destroy(), timeoutMs)
  secure.once('secure', () => clearTimeout(late)).once('close', () => clearTimeout(late))
  const records = new SpiceRecords()
  const end = () => {
    secure.destroy()
    client.destroy()
    daemon.destroy()
  }
  for (const side of [client, secure, daemon]) side.on('error', end).on('close', end)
  secure.on('data', (chunk: Buffer) => {
    try {
      records.fromClient(chunk)
    } catch {
      end()
    }
  })
  secure.pipe(daemon)
  carry(daemon, secure, records).then(end, end)
}

/** Listens; while another program holds the port, again and again. */
async function listenPatiently(server: Server, { listen, notice }: SpiceProxyOptions, signal: AbortSignal): Promise<void> {
  for (let told = false; !signal.aborted; told = true) {
    const error = await new Promise<Error | undefined>(resolve => {
      server.once('error', resolve)
      server.listen(listen.port, listen.host, () => {
        server.off('error', resolve)
        resolve(undefined)
      })
    })
    if (!error) return
    if (!told) notice(`no SPICE consoles: cannot listen on ${listen.host}:${listen.port} (${error.message}); it is tried again`)
    await delay(retryMs, undefined, { signal, ref: false }).catch(() => undefined)
  }
}

/**
 * The proxy that SPICE clients go through: HTTP CONNECT to a ticket as host name, then TLS. It knows no guest and
 * decides nothing; the daemon reads the ticket. Call it before privileges are dropped if the port is below 1024.
 */
export async function createSpiceProxy(options: SpiceProxyOptions): Promise<{ readonly port: number; close(): Promise<void> }> {
  const { daemonSocket, certificate } = options
  const secureContext = createSecureContext({ ...certificate, minVersion: 'TLSv1.2', ciphers: tlsOptions.ciphers })
  const clients = new Set<Duplex>()
  const server = http.createServer({ headersTimeout: timeoutMs, requestTimeout: timeoutMs, connectionsCheckingInterval: 5000 })
  server.on('request', (_request, response) => {
    response.writeHead(405, 'This is a proxy for SPICE: only CONNECT is known', { connection: 'close' }).end()
  })
  server.on('connect', (request: IncomingMessage, client: Socket, head: Buffer) => {
    clients.add(client)
    client.on('close', () => clients.delete(client)).on('error', () => client.destroy())
    askDaemon(daemonSocket, request.url ?? '').then(
      daemon => {
        if (client.destroyed) return void daemon.destroy()
        client.write('HTTP/1.1 200 Connection established\r\n\r\n')
        if (head.length > 0) client.unshift(head)
        talk(client, daemon, secureContext)
      },
      (failure: Failure) => endConnection(client, rawAnswer(failureAnswer('json', failure))),
    )
  })
  const closing = new AbortController()
  const listening = listenPatiently(server, options, closing.signal)
  // The first attempt only: a busy port must not keep the rest of the process from starting.
  await Promise.race([listening, delay(100)])
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : options.listen.port,
    async close() {
      closing.abort()
      const closed = new Promise(resolve => server.close(resolve))
      server.closeAllConnections()
      for (const client of clients) client.destroy()
      await closed
    },
  }
}

import type { Socket } from 'node:net'
import { createServer, type TLSSocket } from 'node:tls'
import { setTimeout as delay } from 'node:timers/promises'
import { connectUnix } from '../hop/connect-unix.ts'
import { joinStreams } from '../join-streams.ts'
import { peerProtocol, type PeerCredentials } from '../peers/peers.ts'
import { tlsOptions } from './tls-options.ts'

export interface PeerEntrance {
  /** A connection of somebody who offers to speak as a node. */
  take(socket: Socket): void
  close(): void
}

const keepAliveMs = 10_000
const retryMs = 50

/** By its certificate, which the cluster's authority signed. */
function nameOf(node: TLSSocket): string | undefined {
  const name = node.getPeerCertificate().subject?.CN
  return typeof name === 'string' && /^[A-Za-z0-9-]{1,63}$/.test(name) ? name : undefined
}

/**
 * Where other nodes come in: TLS with a certificate of the cluster's authority from either side. The bytes then go to the
 * daemon unread, behind the name of the node; what the daemon believes is for it to check.
 */
export function createPeerEntrance(credentials: PeerCredentials, daemonSocket: string, daemonWaitMs: number): PeerEntrance {
  const open = new Set<Socket>()

  async function daemon(node: TLSSocket): Promise<Socket | undefined> {
    const until = performance.now() + daemonWaitMs
    while (!node.destroyed) {
      try {
        return await connectUnix(daemonSocket)
      } catch {
        if (performance.now() > until) return undefined
        await delay(retryMs)
      }
    }
    return undefined
  }

  async function join(node: TLSSocket): Promise<void> {
    const name = nameOf(node)
    const to = name === undefined ? undefined : await daemon(node)
    if (!to || node.destroyed) {
      to?.destroy()
      return void node.destroy()
    }
    to.write(`${name}\n`)
    joinStreams(node, to)
  }

  const server = createServer({
    ...credentials,
    requestCert: true,
    rejectUnauthorized: true,
    ALPNProtocols: [peerProtocol],
    minVersion: 'TLSv1.3',
    ecdhCurve: 'X25519',
    handshakeTimeout: tlsOptions.handshakeTimeout,
  })
  server.on('tlsClientError', (_error, socket) => socket.destroy())
  server.on('secureConnection', node => {
    node.on('error', () => node.destroy())
    node.setNoDelay(true)
    node.setKeepAlive(true, keepAliveMs)
    void join(node)
  })
  return {
    take(socket) {
      open.add(socket)
      socket.once('close', () => open.delete(socket))
      server.emit('connection', socket)
    },
    close() {
      for (const socket of open) socket.destroy()
    },
  }
}

import { checkServerIdentity, connect, type TLSSocket } from 'node:tls'
import { Failure } from '@quorate/schema'
import { peerProtocol, type PeerAddress, type PeerCredentials } from './peers.ts'
import { readLine } from './session-lines.ts'
import type { PeerSession } from './statement.ts'

export interface Connected {
  readonly socket: TLSSocket
  readonly session: PeerSession
}

/** milliseconds; a node that is there answers in a few */
const connectMs = 3000
/** The other node's daemon may just be starting again. milliseconds */
const daemonMs = 8000
const keepAliveMs = 10_000

function secured(node: string, { host, port }: PeerAddress, credentials: PeerCredentials): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      host,
      port,
      servername: node,
      ALPNProtocols: [peerProtocol],
      minVersion: 'TLSv1.3',
      // Small enough for one packet, by which the other side decides.
      ecdhCurve: 'X25519',
      ...credentials,
      checkServerIdentity: (name, certificate) =>
        checkServerIdentity(name, certificate) ??
        (certificate.subject.CN === node ? undefined : new Error(`its certificate is that of '${certificate.subject.CN}'`)),
    })
    const timer = setTimeout(() => socket.destroy(new Error(`no answer within ${connectMs / 1000} s`)), connectMs)
    socket.once('close', () => clearTimeout(timer)).once('error', reject)
    socket.once('secureConnect', () => {
      clearTimeout(timer)
      socket.off('error', reject)
      socket.on('error', () => socket.destroy())
      socket.setNoDelay(true)
      socket.setKeepAlive(true, keepAliveMs)
      if (socket.alpnProtocol === peerProtocol) return resolve(socket)
      socket.destroy()
      reject(new Error('what listens there does not speak with other nodes'))
    })
  })
}

/** Connects to another node's web server as one node does with another. Throws a Failure (595). */
export async function connectPeer(own: string, node: string, address: PeerAddress, credentials: PeerCredentials): Promise<Connected> {
  let socket: TLSSocket | undefined
  try {
    socket = await secured(node, address, credentials)
    const challenge = await readLine(socket, daemonMs, 'its API daemon does not run')
    if (!/^[0-9a-f]{32}$/.test(challenge)) throw new Error(challenge)
    return { socket, session: { from: own, to: node, challenge, count: 0 } }
  } catch (cause) {
    socket?.destroy()
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new Failure(`no connection to node '${node}' (${address.host}:${address.port}): ${why}`, { status: 595 })
  }
}

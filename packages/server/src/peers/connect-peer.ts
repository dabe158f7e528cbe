import { once } from 'node:events'
import { connect as connectTcp, type Socket } from 'node:net'
import { checkServerIdentity, connect, type TLSSocket } from 'node:tls'
import { setTimeout as delay } from 'node:timers/promises'
import { limitSilence } from '@quorate/host/limit-silence'
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
/** A link has this start before the next one of the same node is tried too. milliseconds */
const headStartMs = 250
/** The other node's daemon may just be starting again. milliseconds */
const daemonMs = 8000
const keepAliveMs = 10_000

async function reach({ host, port }: PeerAddress, signal: AbortSignal): Promise<Socket> {
  const socket = connectTcp({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: keepAliveMs })
  const either = AbortSignal.any([signal, AbortSignal.timeout(connectMs)])
  try {
    await once(socket, 'connect', { signal: either })
    return socket
  } catch (error) {
    socket.on('error', () => undefined).destroy()
    if (either.aborted) throw new Error(`${host}: no answer within ${connectMs / 1000} s`, { cause: error })
    throw error
  }
}

/** Over the first link that answers, the first ones preferred. Throws an AggregateError. */
async function reachAny(addresses: readonly PeerAddress[]): Promise<Socket> {
  const over = new AbortController()
  const attempts = addresses.map(async (address, at) => {
    if (at > 0) await delay(at * headStartMs, undefined, { signal: over.signal })
    const socket = await reach(address, over.signal)
    // Another one was faster.
    if (over.signal.aborted) socket.destroy()
    over.abort()
    return socket
  })
  return await Promise.any(attempts)
}

function secured(node: string, raw: Socket, credentials: PeerCredentials): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      socket: raw,
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
      if (socket.alpnProtocol === peerProtocol) return resolve(socket)
      socket.destroy()
      reject(new Error('what listens there does not speak with other nodes'))
    })
  })
}

const reasonOf = (cause: unknown) => {
  if (cause instanceof AggregateError) return cause.errors.map(error => (error as Error).message).join('; ')
  return cause instanceof Error ? cause.message : String(cause)
}

export interface PeerConnection {
  readonly own: string
  readonly node: string
  /** Of its links. */
  readonly addresses: readonly PeerAddress[]
  readonly credentials: PeerCredentials
  /** The connection ends when the other side confirms nothing of what was sent for so long. milliseconds */
  readonly silenceMs: number
}

/** Connects to another node's web server as one node does with another. Throws a Failure (595). */
export async function connectPeer({ own, node, addresses, credentials, silenceMs }: PeerConnection): Promise<Connected> {
  let raw: Socket | undefined
  try {
    raw = await reachAny(addresses)
    limitSilence(raw, silenceMs)
    const socket = await secured(node, raw, credentials)
    const challenge = await readLine(socket, daemonMs, 'its API daemon does not run')
    if (!/^[0-9a-f]{32}$/.test(challenge)) throw new Error(challenge)
    return { socket, session: { from: own, to: node, challenge, count: 0 } }
  } catch (cause) {
    raw?.destroy()
    throw new Failure(
      `no connection to node '${node}' (${addresses.map(({ host, port }) => `${host}:${port}`).join(', ')}): ${reasonOf(cause)}`,
      {
        status: 595,
      },
    )
  }
}

import type { Agent, ClientRequest, IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { http } from '@quorate/host/http'
import { Failure } from '@quorate/schema'
import { headerOf } from '../daemon/request-headers.ts'
import { BrokenOff, CallsClient } from '../hop/calls-client.ts'
import { carryRequest } from '../wire/carry-request.ts'
import { passThrough, upgradeHead } from '../wire/pass-upgrade.ts'
import { connectPeer } from './connect-peer.ts'
import type { PeerCredentials, Peers, PeerTrust } from './peers.ts'
import type { Elsewhere, Relay } from './relay.ts'
import { stateCaller, statementHeader, type PeerSession, type StatedRequest } from './statement.ts'

export interface RelayOptions {
  /** Name of this node. */
  readonly node: string
  readonly peers: Peers
  readonly trust: PeerTrust
  /** What this node shows others now; undefined: it has no certificate of the cluster yet. */
  readonly credentials: () => PeerCredentials | undefined
}

/** Connections to one node: one for all calls, and a few for streams. */
interface Link {
  readonly calls: CallsClient
  readonly streams: Agent
}

/** How long a call waits for a daemon that is being started again. milliseconds */
const patienceMs = 5000
const retryMs = 50
/** Shorter than the other side keeps an idle connection. */
const idleMs = 60_000
const idleStreams = 4
/** Calls are small: what is not confirmed goes over a link that is gone. milliseconds */
const callSilenceMs = 8000
/** Whoever takes a stream may take its time. milliseconds */
const streamSilenceMs = 120_000

const carriedHeaders = ['content-type', 'accept-encoding', 'last-event-id', 'user-agent']
const ofHandshake = ['sec-websocket-key', 'sec-websocket-version', 'sec-websocket-protocol']

function pick(headers: StatedRequest['headers'], names: readonly string[]): Record<string, string> {
  const picked: Record<string, string> = {}
  for (const name of names) {
    const value = headerOf(headers, name)
    if (value !== undefined) picked[name] = value
  }
  return picked
}

const offline = (node: string) =>
  new Failure(`node '${node}' is not a member of the cluster now: it is off, or the network does not reach it`, { status: 595 })

export function createRelay({ node: own, peers, trust, credentials }: RelayOptions): Relay {
  const links = new Map<string, Link>()
  const sessions = new WeakMap<Duplex, PeerSession>()

  async function connect(node: string, silenceMs: number): Promise<Duplex> {
    const addresses = peers.addresses(node)
    const shown = credentials()
    if (addresses.length === 0) throw offline(node)
    if (!shown) throw new Failure(`no connection to node '${node}': this node has no certificate of the cluster yet`, { status: 595 })
    const { socket, session } = await connectPeer({ own, node, addresses, credentials: shown, silenceMs })
    sessions.set(socket, session)
    return socket
  }

  async function handOver(node: string, done: (error: Error | null, socket?: Duplex) => void): Promise<void> {
    let socket
    try {
      socket = await connect(node, streamSilenceMs)
    } catch (error) {
      return done(error as Failure)
    }
    done(null, socket)
  }

  /** Throws a Failure (595) at once for a node that is not there. */
  function linkTo(node: string): Link {
    if (!peers.isOnline(node)) throw offline(node)
    let link = links.get(node)
    if (!link) {
      const streams = new http.Agent({ keepAlive: true, maxFreeSockets: idleStreams, timeout: idleMs })
      streams.createConnection = (_options, done) => {
        void handOver(node, done as (error: Error | null, socket?: Duplex) => void)
        return undefined
      }
      link = { calls: new CallsClient(() => connect(node, callSilenceMs)), streams }
      links.set(node, link)
    }
    return link
  }

  function stated(socket: Duplex, { caller }: Pick<Elsewhere, 'caller'>, request: StatedRequest): string {
    const session = sessions.get(socket)
    if (!session) throw new Error('this is no connection to another node')
    return stateCaller(trust, session, caller, request)
  }

  function drop(node: string): void {
    const link = links.get(node)
    links.delete(node)
    link?.calls.close()
    link?.streams.destroy()
  }

  const watching = peers.onChange?.(() => {
    for (const node of links.keys()) if (peers.addresses(node).length === 0 || !peers.isOnline(node)) drop(node)
  })

  const brokeOff = (node: string, { method, url = '' }: Pick<IncomingMessage, 'method' | 'url'>, cause: unknown) =>
    new Failure(`${method} ${url.split('?', 1)[0]} broke off: node '${node}' ended the connection before it answered`, {
      status: 596,
      cause,
    })

  return {
    knows: node => peers.addresses(node).length > 0,
    async call(target, request, signal) {
      const { node } = target
      const { method, url, body } = request
      const until = performance.now() + patienceMs
      for (;;) {
        const { calls } = linkTo(node)
        const headers = pick(request.headers, carriedHeaders)
        const head = (socket: Duplex) => ({
          method,
          url,
          headers: { ...headers, [statementHeader]: stated(socket, target, { method, url, headers, body }) },
        })
        try {
          const answer = await calls.call(head, body, tell => signal.addEventListener('abort', tell, { once: true }))
          if (answer !== 'stream') return answer
          throw new Failure(`node '${node}' answers ${method} ${url.split('?', 1)[0]} otherwise than this node: their versions differ`)
        } catch (error) {
          if (error instanceof Failure) throw error
          const repeatable = method === 'GET' || !(error instanceof BrokenOff)
          if (!repeatable || signal.aborted || performance.now() > until) throw brokeOff(node, request, error)
          await delay(retryMs)
        }
      }
    },
    async stream(target, request, response) {
      const { node } = target
      const { method = '', url = '', headers } = request
      const kept = pick(headers, [...carriedHeaders, 'content-length'])
      const outgoing: ClientRequest = http.request({ agent: linkTo(node).streams, method, path: url, headers: kept })
      const carried = carryRequest(outgoing, response)
      outgoing.once('socket', socket => {
        outgoing.setHeader(statementHeader, stated(socket, target, { method, url, headers }))
        if (method === 'GET') outgoing.end()
        else request.pipe(outgoing)
      })
      try {
        await carried
      } catch (error) {
        throw error instanceof Failure ? error : brokeOff(node, request, error)
      }
    },
    async upgrade(target, request, client, head) {
      const { node } = target
      const { method = '', url = '', headers } = request
      linkTo(node)
      const socket = await connect(node, streamSilenceMs)
      if (client.destroyed) return void socket.destroy()
      const said = { ...pick(headers, ofHandshake), [statementHeader]: stated(socket, target, { method, url, headers }) }
      socket.write(upgradeHead(request, said), 'latin1')
      passThrough(client, socket, head)
    },
    close() {
      watching?.[Symbol.dispose]()
      for (const node of links.keys()) drop(node)
    },
  }
}

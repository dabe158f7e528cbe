import { randomBytes } from 'node:crypto'
import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { RelayOptions } from './peer-links.ts'
import { readLine } from './session-lines.ts'
import type { PeerSession } from './statement.ts'

/** The proxy names the node at once. milliseconds */
const namedMs = 5000

/** The daemon's end of the connections that other nodes make through the proxy. */
export class PeerSessions {
  readonly #node: string
  readonly #peers: RelayOptions['peers']
  readonly #sessions = new WeakMap<Duplex, PeerSession>()

  constructor({ node, peers }: Pick<RelayOptions, 'node' | 'peers'>) {
    this.#node = node
    this.#peers = peers
  }

  /** The session of a connection that was greeted; no other one gets this far. */
  of(socket: Duplex): PeerSession {
    const session = this.#sessions.get(socket)
    if (!session) throw new Error('a request between nodes came over a connection of somebody else')
    return session
  }

  /** Connections of the server begin with the name of the node, as the proxy read it in its certificate; then comes HTTP. */
  greet(server: Server): void {
    const takeHttp = server.listeners('connection') as ((socket: Socket) => void)[]
    server.removeAllListeners('connection')
    server.on('connection', socket => {
      socket.on('error', () => socket.destroy())
      this.#begin(socket).then(
        begun => {
          if (begun) for (const take of takeHttp) take.call(server, socket)
        },
        () => socket.destroy(),
      )
    })
  }

  async #begin(socket: Socket): Promise<boolean> {
    const from = await readLine(socket, namedMs, 'no node was named')
    if (this.#peers.addresses(from).length === 0) {
      socket.end(`node '${this.#node}' knows no node '${from}' in its cluster\n`)
      return false
    }
    const challenge = randomBytes(16).toString('hex')
    this.#sessions.set(socket, { from, to: this.#node, challenge, count: 0 })
    socket.write(`${challenge}\n`)
    return true
  }
}

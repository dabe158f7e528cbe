import { request as httpRequest, type IncomingMessage } from 'node:http'
import { text as textOf } from 'node:stream/consumers'
import { connect, type TLSSocket } from 'node:tls'
import { Failure } from '@quorate/schema'

/** Where a member's web server listens, and the certificate that it must show. */
export interface Peer {
  readonly host: string
  readonly port: number
  /** SHA-256 of the certificate, `AB:CD:...` */
  readonly fingerprint: string
}

/** A login at a peer. */
export interface PeerSession {
  readonly ticket: string
  readonly csrf: string
}

const connectMs = 10_000
/** The peer has to change the configuration of the whole cluster meanwhile. */
const answerMs = 60_000
const mostBytes = 4 << 20

/** `host`, `host:8006`, `[fd00::1]:8006`, `fd00::1` */
export function peerAddress(text: string): { host: string; port: number } {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text) ?? []
  const host = bracketed ?? plain ?? text.replace(/^\[([^\]]+)\]$/, '$1')
  return { host, port: port === undefined ? 8006 : Number(port) }
}

/** Connects, and goes no further than the certificate when that is another one: nothing was sent then. */
function connectPinned({ host, port, fingerprint }: Peer): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const fail = (why: string, cause?: unknown) => {
      socket.destroy()
      reject(new Failure(why, { cause }))
    }
    // Not the issuer but the one certificate is trusted, as the fingerprint names it.
    const socket = connect({ host, port, rejectUnauthorized: false, timeout: connectMs, ...(/[a-z]/i.test(host) && { servername: host }) })
    socket.once('error', error => fail(`cannot connect to ${host}, port ${port}`, error))
    socket.once('timeout', () => fail(`cannot connect to ${host}, port ${port}: no answer within ${connectMs / 1000} s`))
    socket.once('secureConnect', () => {
      const shown = socket.getPeerX509Certificate()?.fingerprint256
      if (shown?.toUpperCase() !== fingerprint.toUpperCase())
        return fail(`${host} shows a certificate with another fingerprint than the one that was given: ${shown ?? 'none'}`)
      socket.setTimeout(0)
      socket.removeAllListeners('timeout')
      socket.removeAllListeners('error')
      resolve(socket)
    })
  })
}

/** Talks to a member of the cluster as its clients do. */
export class PeerClient {
  readonly peer: Peer
  readonly #session: PeerSession | undefined

  constructor(peer: Peer, session?: PeerSession) {
    this.peer = peer
    this.#session = session
  }

  /** Logs in as root@pam. */
  async login(password: string): Promise<{ client: PeerClient; session: PeerSession }> {
    const data = (await this.call('POST', '/access/ticket', { username: 'root@pam', password })) as Record<string, unknown>
    if (data.NeedTFA)
      throw new Failure(
        `root@pam of ${this.peer.host} has a second factor, which cannot be asked for here: take it out there until this node has joined`,
      )
    const session = { ticket: String(data.ticket), csrf: String(data.CSRFPreventionToken) }
    return { client: new PeerClient(this.peer, session), session }
  }

  /** Address of this machine by which it reaches the peer. */
  async addressHere(): Promise<string> {
    const socket = await connectPinned(this.peer)
    const address = socket.localAddress ?? ''
    socket.destroy()
    return address.replace(/^::ffff:/, '')
  }

  /** Data of the answer; a refusal is a Failure with the peer's own words. */
  async call(method: 'GET' | 'POST' | 'DELETE', path: string, parameters: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    const { host } = this.peer
    const socket = await connectPinned(this.peer)
    try {
      const response = await this.#send(socket, method, path, parameters)
      const text = await textOf(limited(response))
      const answer = text.startsWith('{') ? (JSON.parse(text) as { data?: unknown; errors?: Record<string, string> }) : {}
      if (response.statusCode !== 200) {
        const errors = Object.entries(answer.errors ?? {}).map(([name, why]) => `${name}: ${why}`)
        const status = response.statusCode === 401 ? 'the login was refused' : (response.statusMessage ?? `${response.statusCode}`)
        throw new Failure([`${host} refused: ${status}`, ...errors].join('; '))
      }
      return answer.data
    } finally {
      socket.destroy()
    }
  }

  #send(socket: TLSSocket, method: string, path: string, parameters: Readonly<Record<string, unknown>>): Promise<IncomingMessage> {
    const { host, port } = this.peer
    const body = method === 'POST' ? JSON.stringify(parameters) : undefined
    const query =
      body === undefined && Object.keys(parameters).length > 0 ? `?${new URLSearchParams(parameters as Record<string, string>)}` : ''
    return new Promise((resolve, reject) => {
      const outgoing = httpRequest({
        createConnection: () => socket,
        method,
        path: `/api2/json${path}${query}`,
        timeout: answerMs,
        headers: {
          host: `${host.includes(':') ? `[${host}]` : host}:${port}`,
          ...(this.#session && {
            authorization: `PVEAuthCookie=${this.#session.ticket}`,
            CSRFPreventionToken: this.#session.csrf,
          }),
          ...(body !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
        },
      })
      outgoing.once('response', resolve)
      outgoing.once('error', error => reject(new Failure(`the connection to ${host} broke`, { cause: error })))
      outgoing.once('timeout', () => outgoing.destroy(new Failure(`no answer within ${answerMs / 1000} s`)))
      outgoing.end(body)
    })
  }
}

async function* limited(response: IncomingMessage): AsyncGenerator<Buffer> {
  let bytes = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > mostBytes) throw new Failure('the answer of the peer is far too long')
    yield chunk
  }
}

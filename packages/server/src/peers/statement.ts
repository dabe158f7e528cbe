import type { Caller } from '@quorate/contract'
import { Failure } from '@quorate/schema'
import { anonymous } from '../authentication.ts'
import { headerOf, type RequestHeaders } from '../daemon/request-headers.ts'
import type { PeerTrust } from './peers.ts'

/** The header that carries what one node states about a request to another. */
export const statementHeader = 'quorate-caller'

/** A connection between two nodes, from either end. */
export interface PeerSession {
  readonly from: string
  readonly to: string
  /** What the receiving node chose for this connection: what is stated on one is worth nothing on another. */
  readonly challenge: string
  /** Number of the newest statement: each is good once. */
  count: number
}

/** What a statement covers. */
export interface StatedRequest {
  readonly method: string
  /** With its query. */
  readonly url: string
  readonly headers: RequestHeaders
  /** undefined: it is a stream. */
  readonly body?: Uint8Array
}

/** seconds; also by how much the clocks of two nodes may differ, as for tickets */
const validSeconds = 300
const longest = 4096

/** Signed text: everything by which the same words would mean something else. */
function covered(session: PeerSession, payload: string, { method, url, headers, body }: StatedRequest): string {
  const type = headerOf(headers, 'content-type') ?? ''
  const resumed = headerOf(headers, 'last-event-id') ?? ''
  return JSON.stringify([payload, session.challenge, session.to, method, url, type, resumed, body ? 'whole' : 'stream'])
}

/** States to the other node of a connection who sends a request: the value of `statementHeader`. */
export function stateCaller(trust: PeerTrust, session: PeerSession, { authid, address }: Caller, request: StatedRequest): string {
  session.count += 1
  const content = JSON.stringify([session.from, authid, address, Math.floor(trust.now() / 1000), session.count])
  const payload = Buffer.from(content).toString('base64url')
  return `${payload}.${trust.sign(covered(session, payload, request), request.body)}`
}

function refuse(session: PeerSession, why: string): never {
  throw new Failure(`node '${session.to}' does not take this from node '${session.from}': ${why}`, { status: 403 })
}

/**
 * Who sends a request, as the other node states it. Throws a Failure: 403 unless every word of the statement is meant for
 * this request on this connection now, 401 where the user is disabled here.
 */
export function statedCaller(trust: PeerTrust, session: PeerSession, request: StatedRequest): Caller {
  const statement = headerOf(request.headers, statementHeader)
  if (statement === undefined) refuse(session, 'it does not state who calls')
  const [payload = '', signature = '', ...more] = statement.split('.')
  if (more.length > 0 || statement.length > longest || !trust.verify(signature, covered(session, payload, request), request.body))
    refuse(session, 'the statement of who calls is not signed for this request with the present key of the cluster (priv/authkey.key)')
  // What the key of the cluster has signed is of the form that `stateCaller` writes.
  const content = Buffer.from(payload, 'base64url').toString('utf8')
  const [from, authid, address, time, count] = JSON.parse(content) as [string, string, string, number, number]
  if (from !== session.from) refuse(session, `it speaks for node '${from}'`)
  if (count <= session.count) refuse(session, 'it was stated before')
  if (Math.abs(trust.now() / 1000 - time) > validSeconds)
    refuse(session, `it is out of date, or the clocks of the two nodes differ by more than ${validSeconds} s`)
  session.count = count
  return authid === '' ? anonymous(address) : trust.callerOf(authid, address)
}

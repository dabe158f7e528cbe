import type { Duplex } from 'node:stream'
import type { Caller } from '@quorate/contract'
import { localRoot, type Authenticator } from '../authentication.ts'
import type { Dispatcher } from '../dispatcher.ts'
import type { Relay } from '../peers/relay.ts'
import { headerOf, type RequestHeaders } from './request-headers.ts'
import type { Spool } from './spool.ts'

/** What the handling of one socket's requests needs. */
export interface ListenerContext {
  readonly dispatcher: Dispatcher
  readonly identity: Identity
  readonly spool: Spool
  readonly bodyLimit: number
  readonly requestTimeoutMs: number
  /** Ready to serve as it is: the list of all methods for the API viewer. */
  readonly description: () => string
  readonly notice: (text: string) => void
  /** The way to the cluster's other nodes; undefined: this node runs what it is asked for, or refuses. */
  readonly relay?: Relay
}

/** What is known of a request before it is routed. */
export interface Arrived {
  readonly method: string
  readonly url: string
  readonly headers: RequestHeaders
  /** undefined: it is a stream. */
  readonly body?: Buffer
}

/** The context that a request is handled in. Throws a Failure for one that is not taken at all. */
export type ContextOf = (request: Arrived, socket: Duplex) => ListenerContext

/** Who sends the requests of one socket. */
export interface Identity {
  addressOf(headers: RequestHeaders): string
  callerOf(headers: RequestHeaders, method: string): Caller | undefined | Promise<Caller | undefined>
}

/** The socket of the command line: whoever may open it is root@pam. */
export const trustedIdentity: Identity = {
  addressOf: () => 'cli',
  callerOf: () => localRoot(),
}

/** The socket of the proxy: credentials in the headers, the client's address from the proxy. */
export function publicIdentity(authenticator: Authenticator): Identity {
  const addressOf = (headers: RequestHeaders) => headerOf(headers, 'x-forwarded-for') ?? ''
  return {
    addressOf,
    callerOf(headers, method) {
      const authorization = headerOf(headers, 'authorization')
      const cookie = headerOf(headers, 'cookie')
      const csrf = headerOf(headers, 'csrfpreventiontoken')
      const credentials = {
        address: addressOf(headers),
        ...(authorization !== undefined && { authorization }),
        ...(cookie !== undefined && { cookie }),
        ...(csrf !== undefined && { csrf }),
      }
      return authenticator.authenticate(credentials, method)
    },
  }
}

/** Whoever another node has stated to call. */
export const statedIdentity = (caller: Caller): Identity => ({
  addressOf: () => caller.address,
  callerOf: () => (caller.authid === '' ? undefined : caller),
})

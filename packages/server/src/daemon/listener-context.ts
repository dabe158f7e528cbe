import type { IncomingMessage } from 'node:http'
import type { Caller } from '@quorate/contract'
import { localRoot, type Authenticator } from '../authentication.ts'
import type { Dispatcher } from '../dispatcher.ts'
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
}

/** Who sends the requests of one socket. */
export interface Identity {
  addressOf(request: IncomingMessage): string
  callerOf(request: IncomingMessage): Caller | undefined | Promise<Caller | undefined>
}

/** The socket of the command line: whoever may open it is root@pam. */
export const trustedIdentity: Identity = {
  addressOf: () => 'cli',
  callerOf: () => localRoot(),
}

const single = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)

/** The socket of the proxy: credentials in the headers, the client's address from the proxy. */
export function publicIdentity(authenticator: Authenticator): Identity {
  const addressOf = (request: IncomingMessage) => single(request.headers['x-forwarded-for']) ?? ''
  return {
    addressOf,
    async callerOf(request) {
      const { authorization, cookie } = request.headers
      const csrf = single(request.headers['csrfpreventiontoken'])
      const address = addressOf(request)
      const caller = await authenticator.authenticate(
        {
          address,
          ...(authorization !== undefined && { authorization }),
          ...(cookie !== undefined && { cookie }),
          ...(csrf !== undefined && { csrf }),
        },
        request.method ?? '',
      )
      return caller && caller.address !== address ? { ...caller, address } : caller
    },
  }
}

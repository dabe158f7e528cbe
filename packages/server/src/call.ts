import type { Attached, Call, Caller } from '@quorate/contract'
import type { Authorizer } from './authentication.ts'

export interface CallOptions {
  readonly caller: Caller
  /** Name of this node. */
  readonly node: string
  readonly authorizer: Authorizer
  readonly signal: AbortSignal
  readonly attached?: Attached
}

/** What a handler sees of a request that has passed every check; in the runner too. */
export function createCall({ caller, node, authorizer, signal, attached }: CallOptions): Call {
  return {
    caller,
    node,
    signal,
    ...attached,
    authorize: (path, ...privileges) => authorizer.authorize(caller, path, privileges),
    may: (path, ...anyOf) => authorizer.may(caller, path, anyOf),
  }
}

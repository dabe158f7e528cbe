import type { Caller, EndpointSpec, Implementation, UploadedFile } from '@quorate/contract'
import type { Authorizer } from './authentication.ts'
import type { MethodKey, RunnerChannel } from './channels.ts'
import type { Outcome } from './outcome.ts'
import type { Route } from './router.ts'

export interface DispatcherOptions {
  /** Every declared method, built or not. */
  readonly specs: Iterable<EndpointSpec>
  /** The methods that are built. */
  readonly implementations: Iterable<Implementation>
  /** Name of this node. */
  readonly node: string
  readonly authorizer: Authorizer
  /** Where methods with `task` or `queue` run. */
  readonly runner: RunnerChannel
  /** Hears of errors that are no Failure: bugs, with their stack. */
  readonly onBug?: (error: unknown, key: MethodKey) => void
}

export interface ApiRequest {
  readonly method: string
  /** Below the API root, undecoded: `/nodes/pve/qemu/100/status/start` */
  readonly path: string
  /** Parameters as they came: texts, repeated keys as arrays, JSON values. Without a prototype. */
  readonly raw: Readonly<Record<string, unknown>>
  /** Asked once the method is known; undefined: no credentials. Throws a Failure for bad ones. */
  readonly authenticate: () => Caller | undefined | Promise<Caller | undefined>
  /** Address of the client. */
  readonly address: string
  readonly signal: AbortSignal
  readonly upload?: UploadedFile
}

/** What is known of a call before its parameters are. */
export type Visit = Pick<ApiRequest, 'method' | 'path' | 'authenticate' | 'address'>

/** The one way into every method, whatever the wire. */
export interface Dispatcher {
  /** Every declared method. */
  readonly routes: Iterable<Route>
  /** Throws nothing but a Failure. */
  dispatch(request: ApiRequest): Promise<Outcome>
  /** The declaration behind a path, for what the transport must know before it reads a body. Throws a Failure (501, 400). */
  find(method: string, path: string): EndpointSpec
  /** The other node that a call names as the one to run it, whether there is such a one or not; undefined: this one. */
  nodeOf(spec: EndpointSpec, path: string, raw: ApiRequest['raw']): string | undefined
  /** Who calls; anonymous where the method is open to the world. Throws a Failure (401, 403). */
  identify(request: Visit): Promise<Caller>
  /**
   * Refuses (401, 403) as far as it can be told from the path alone; for uploads, before their first byte is stored.
   * Answers who calls.
   */
  admit(request: Visit): Promise<Caller>
}

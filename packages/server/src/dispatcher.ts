import type { Caller, EndpointSpec, Implementation, UploadedFile } from '@quorate/contract'
import type { Authorizer } from './authentication.ts'
import type { MethodKey, RemoteNodes, RunnerChannel } from './channels.ts'
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
  /** Left out on a machine alone: every other node is then unknown. */
  readonly remote?: RemoteNodes
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

/** The one way into every method, whatever the wire. */
export interface Dispatcher {
  /** Every declared method. */
  readonly routes: Iterable<Route>
  /** Throws nothing but a Failure. */
  dispatch(request: ApiRequest): Promise<Outcome>
  /** The declaration behind a path, for what the transport must know before it reads a body. Throws a Failure (501, 400). */
  find(method: string, path: string): EndpointSpec
  /**
   * Refuses (401, 403) as far as it can be told from the path alone; for uploads, before their first byte is stored.
   * Answers who calls.
   */
  admit(request: Pick<ApiRequest, 'method' | 'path' | 'authenticate' | 'address'>): Promise<Caller>
}

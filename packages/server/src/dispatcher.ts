import type { Caller, EndpointSpec, Implementation, TaskWork, UploadedFile } from '@quorate/contract'
import type { Authorizer } from './authentication.ts'
import type { MethodKey, RemoteNodes, RunnerChannel } from './channels.ts'
import type { Outcome } from './outcome.ts'

export interface DispatcherOptions {
  /** Every declared method, built or not. */
  readonly specs: Iterable<EndpointSpec>
  /** The methods that are built. */
  readonly implementations: Iterable<Implementation>
  /** Name of this node. */
  readonly node: string
  readonly authorizer: Authorizer
  /** Left out in the runner itself, which only uses `local`. */
  readonly runner?: RunnerChannel
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

/** The answer of a handler in the runner. `work` for methods with `task`, `data` for methods that only queue. */
export type LocalAnswer =
  | { readonly kind: 'work'; readonly spec: EndpointSpec; readonly work: TaskWork }
  | { readonly kind: 'data'; readonly spec: EndpointSpec; readonly data: unknown }

export interface Dispatcher {
  /** The one way into every method. Throws nothing but a Failure. */
  dispatch(request: ApiRequest): Promise<Outcome>
  /**
   * In the runner: runs the handler of a call that the daemon has decoded and authorised. The answer of a `task` method
   * is its work, not yet begun. Throws a Failure.
   */
  local(key: MethodKey, parameters: Readonly<Record<string, unknown>>, caller: Caller, upload?: UploadedFile): Promise<LocalAnswer>
}

import type { Properties, Schema, SchemaData, StaticProperties } from '@quorate/schema'
import type { Permission } from './permission.ts'
import type { Privilege } from './privileges.ts'

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** Additions to a parameter that say who may set it. Enforced by the server before the handler runs. */
export interface ParameterPolicy {
  /** Only root@pam may give this parameter. */
  readonly rootOnly?: true
  /** Giving this parameter needs one of these privileges on the endpoint's object path (`privilegePath`). */
  readonly privilege?: readonly Privilege[]
  /** Secret: read from a terminal by the CLI, never logged, never echoed. */
  readonly secret?: true
}

/** The CLI command that calls this method: `qm start <vmid>`. Several names: the first is canonical, others are aliases. */
export interface CliCommand {
  readonly usage: string
  readonly aliases?: readonly string[]
  /** Parameter values that the command fixes. */
  readonly fixed?: Readonly<Record<string, string | number | boolean>>
}

export interface TaskSpec {
  /** UPID worker type: `qmstart`. */
  readonly type: string
  /** Another type where this switch is on. */
  readonly when?: { readonly parameter: string; readonly type: string }
  /** Parameter whose value is the UPID's id field; none: empty. */
  readonly id?: string
}

export interface EndpointSpec<P extends Properties = Properties, R = unknown> {
  readonly method: HttpMethod
  /** `/nodes/{node}/qemu/{vmid}/status/start`; every `{x}` is a parameter. */
  readonly path: string
  readonly description: string
  readonly permission?: Permission
  /** Object path that parameters with a `privilege` are checked on; may contain `{x}`. Of several, any one will do. */
  readonly privilegePath?: string | readonly string[]
  /** Runs as root (in the daemon). Informative in the API viewer, `protected` there. */
  readonly privileged?: true
  /** Parameter that names the node which must run this, as published. What lies below a node runs there without it too (`nodeParameter`). */
  readonly proxy?: string
  /** Any node may run it, though its path names one. */
  readonly anywhere?: true
  /** May be called with an API token (default true). */
  readonly allowToken?: false
  /** Begins, renews or ends a browser's session: knows its cookie without a CSRF token, and answers pages of our own only. */
  readonly session?: true
  /** Runs as a task: the handler answers with the work, the caller gets the UPID. */
  readonly task?: string | TaskSpec
  /** Runs in the task runner, in the queue of the guest that this parameter names, so that two changes never collide. A task endpoint queues on it too. */
  readonly queue?: string
  /** Runs in the task runner at once, though it is no task: what it begins outlives the daemon. */
  readonly inRunner?: true
  readonly cli?: string | CliCommand | readonly CliCommand[]
  /** `upload`: multipart file in. `download`: the answer is a byte stream. `websocket`: upgraded. `events`: server-sent events. */
  readonly transport?: 'upload' | 'download' | 'websocket' | 'events'
  /** Below `/api2/spiceconfig` its answer is a `.vv` file for remote-viewer. */
  readonly viewerFile?: true
  readonly parameters: P
  readonly returns?: Schema<R> | SchemaData
  /** Index of the API tree: its answer is derived from the paths below it. */
  readonly index?: true
}

type PathParameter<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | PathParameter<Rest> : never

/** Declares one API method. The compiler refuses a `{x}` in the path that names no parameter. */
export function endpoint<const P extends Properties, const E extends EndpointSpec<P>>(
  spec: E & { readonly parameters: P } & ([PathParameter<E['path']>] extends [keyof P]
      ? unknown
      : { path: `path names no parameter: ${Exclude<PathParameter<E['path']>, keyof P> & string}` }),
): E & { readonly parameters: P } {
  return spec
}

/** The parameter that names the node which runs a method; undefined: any node does. */
export function nodeParameter({ proxy, path, index, anywhere }: EndpointSpec): string | undefined {
  return proxy ?? (path.startsWith('/nodes/{node}/') && !index && !anywhere ? 'node' : undefined)
}

/** The decoded parameters that an endpoint's handler gets. */
export type ParametersOf<E> = E extends { readonly parameters: infer P } ? StaticProperties<P> : never

/** Only root@pam may set it. */
export function rootOnly<S extends SchemaData>(schema: S): S & { readonly rootOnly: true } {
  return { ...schema, rootOnly: true }
}
/** Setting it needs one of the privileges on the endpoint's privilegePath. */
export function privilege<S extends SchemaData>(schema: S, ...anyOf: Privilege[]): S & { readonly privilege: readonly Privilege[] } {
  return { ...schema, privilege: anyOf }
}
/** A password or key. */
export function secret<S extends SchemaData>(schema: S): S & { readonly secret: true } {
  return { ...schema, secret: true }
}

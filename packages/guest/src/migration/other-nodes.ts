import type { Call, Caller, HttpMethod } from '@quorate/contract'
import { Failure } from '@quorate/schema'

/** PEM texts of this node, and of the authority that the others' come from. */
export interface NodeCredentials {
  readonly cert: string
  readonly key: string
  readonly ca: string
}

export interface NodeCallOptions {
  readonly signal?: AbortSignal
  /** milliseconds */
  readonly timeoutMs?: number
  /** In whose name, where it is not this node itself that asks: the other one decides what he may. */
  readonly caller?: Caller
}

/** The other nodes of the cluster, for work that two of them do together. */
export interface OtherNodes {
  /** Without this one. */
  names(): readonly string[]
  isOnline(node: string): boolean
  /** Is this node part of the majority now? */
  quorate(): boolean
  /** Asks another node for something, as this node itself or in somebody's name. Fails with its refusal, 595 where it is not reached, 596 where it left before its answer. */
  call(
    node: string,
    method: HttpMethod,
    path: string,
    parameters: Readonly<Record<string, unknown>>,
    options?: NodeCallOptions,
  ): Promise<unknown>
  /** Where others of the cluster reach this node, when no other network is asked for. */
  address(): string
  credentials(): NodeCredentials | undefined
}

const prefix = 'node '

/** What stands in the place of a client's address in a call that a node makes as itself. */
export const addressOfNode = (node: string): string => `${prefix}${node}`

/** The node that calls as itself. Refuses (403) anybody else, root too: what it asks for makes sense only between nodes. */
export function callingNode({ caller }: Pick<Call, 'caller'>): string {
  if (caller.root && caller.token === undefined && caller.address.startsWith(prefix)) return caller.address.slice(prefix.length)
  throw new Failure('this is for the nodes of the cluster among themselves', { status: 403 })
}

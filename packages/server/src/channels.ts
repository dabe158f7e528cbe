import type { Attached, Caller } from '@quorate/contract'
import type { Outcome } from './outcome.ts'

/** Name of a declared method: `POST /nodes/{node}/qemu`. */
export type MethodKey = string

/**
 * Hands a checked call to the process that runs tasks and queued work. Implemented by the tasks package. Answers what
 * the client gets: the UPID, or the data of a queued method. Aborting the signal withdraws what still waits for its turn.
 */
export interface RunnerChannel {
  submit(
    key: MethodKey,
    parameters: Readonly<Record<string, unknown>>,
    caller: Caller,
    attached?: Attached,
    signal?: AbortSignal,
  ): Promise<unknown>
}

export interface RemoteCall {
  readonly node: string
  readonly key: MethodKey
  readonly method: string
  /** Path with its parameters filled in: `/nodes/b/qemu/100/config` */
  readonly path: string
  readonly parameters: Readonly<Record<string, unknown>>
  readonly caller: Caller
  readonly signal: AbortSignal
  readonly attached: Attached
}

/** Runs a call on another node of the cluster. Throws a Failure, 595 where that node cannot be reached. */
export interface RemoteNodes {
  forward(call: RemoteCall): Promise<Outcome>
}

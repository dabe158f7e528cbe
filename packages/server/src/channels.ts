import type { Attached, Caller } from '@quorate/contract'

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

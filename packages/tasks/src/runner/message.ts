import type { Attached, Caller } from '@quorate/contract'
import { Reply } from '@quorate/contract'
import { Failure, failureText } from '@quorate/schema'

export interface TaskNote {
  /** `vncproxy` */
  readonly type: string
  /** `100` */
  readonly id: string
  readonly authid: string
  /** What its log says. */
  readonly line?: string
}

export type RunnerRequest =
  | {
      readonly id: number
      readonly kind: 'submit'
      /** `POST /nodes/{node}/qemu/{vmid}/status/start` */
      readonly key: string
      readonly parameters: unknown
      readonly caller: Caller
      readonly attached?: Attached
    }
  /** The client that asked for the request of this number is gone: what has not begun need not begin. */
  | { readonly id: number; readonly kind: 'gone' }
  | { readonly id: number; readonly kind: 'stop'; readonly upid: string; readonly authid: string }
  /** Puts a task on record that has nothing to do: the opening of a console. */
  | { readonly id: number; readonly kind: 'note'; readonly note: TaskNote }

export interface WireFailure {
  readonly message: string
  readonly status?: number
  readonly errors?: Readonly<Record<string, string>>
  readonly cause?: string
  /** Not a refusal but a programming error: the runner's log has the stack. */
  readonly bug?: true
}

export type RunnerAnswer =
  /** Sent before anything is done: a request without it has not begun and may be sent again. */
  | { readonly id: number; readonly accepted: true }
  | { readonly id: number; readonly data: unknown; readonly beside?: Readonly<Record<string, unknown>> }
  | { readonly id: number; readonly failure: WireFailure }

export function answerOf(id: number, value: unknown): RunnerAnswer {
  return value instanceof Reply ? { id, data: value.data ?? null, beside: value.beside } : { id, data: value ?? null }
}

export function valueOf(answer: Exclude<RunnerAnswer, { accepted: true }>): unknown {
  if ('failure' in answer) throw failureOf(answer.failure)
  return answer.beside ? new Reply(answer.data, { ...answer.beside }) : answer.data
}

export function wireFailure(error: unknown): WireFailure {
  if (!(error instanceof Failure)) return { message: failureText(error), bug: true }
  return {
    message: error.message,
    status: error.status,
    ...(error.errors && { errors: error.errors }),
    ...(error.cause !== undefined && { cause: failureText(error.cause) }),
  }
}

function failureOf(wire: WireFailure): Error {
  const cause = wire.cause === undefined ? undefined : new Error(wire.cause)
  if (wire.bug) return new Error(wire.message)
  return new Failure(wire.message, { ...(wire.status && { status: wire.status }), ...(wire.errors && { errors: wire.errors }), cause })
}

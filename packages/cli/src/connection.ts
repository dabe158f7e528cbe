import type { HttpMethod } from '@quorate/contract'
import { Failure } from '@quorate/schema/failure'

export interface Answer {
  readonly data: unknown
  /** Members beside `data`, such as `total`. */
  readonly beside: Readonly<Record<string, unknown>>
}

export interface StreamEvent {
  readonly type: string
  readonly data: unknown
}

/** A console that was opened: bytes both ways until one side ends it. */
export interface Channel {
  /** Resolves when the bytes have left, so that nobody sends faster than the other side takes. */
  send(bytes: Uint8Array): Promise<void>
  /** What comes from the other side; ends with it. */
  readonly received: AsyncIterable<Uint8Array>
  close(): void
}

/** How the command line reaches the product: the running daemon, or the files when it is down. */
export interface Connection {
  readonly node: string
  call(method: HttpMethod, path: string, parameters: Readonly<Record<string, unknown>>): Promise<Answer>
  /** The event stream, parsed; ends when `signal` aborts. */
  events(types: readonly string[], signal: AbortSignal): AsyncIterable<StreamEvent>
  /** Opens a method that is a WebSocket. */
  open(path: string, parameters: Readonly<Record<string, unknown>>): Promise<Channel>
}

/** The daemon does not listen: the caller may fall back to reading files. */
export class NotRunning extends Failure {}

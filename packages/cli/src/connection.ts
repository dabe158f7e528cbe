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

/** A file on its way to a method. */
export interface Upload {
  /** Parameter that is the file. */
  readonly parameter: string
  readonly name: string
  /** bytes, where it is known */
  readonly size?: number
  readonly content: AsyncIterable<Uint8Array>
}

/** How the command line reaches the product: the running daemon, or the files when it is down. */
export interface Connection {
  readonly node: string
  call(method: HttpMethod, path: string, parameters: Readonly<Record<string, unknown>>): Promise<Answer>
  /** The event stream, parsed; ends when `signal` aborts. */
  events(types: readonly string[], signal: AbortSignal): AsyncIterable<StreamEvent>
  /** Calls a method whose answer is a stream of bytes. */
  download(path: string, parameters: Readonly<Record<string, unknown>>): Promise<AsyncIterable<Uint8Array>>
  /** Calls a method that takes a file. */
  upload(path: string, parameters: Readonly<Record<string, unknown>>, file: Upload): Promise<Answer>
  /** Opens a method that is a WebSocket. */
  open(path: string, parameters: Readonly<Record<string, unknown>>): Promise<Channel>
}

/** The daemon does not listen: the caller may fall back to reading files. */
export class NotRunning extends Failure {}

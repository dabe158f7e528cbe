import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Caller } from '@quorate/contract'
import type { WholeRequest } from '../daemon/answer-call.ts'
import type { EncodedAnswer } from '../wire/write-answer.ts'

/** Where a request is to run, and for whom. */
export interface Elsewhere {
  readonly node: string
  readonly caller: Caller
  readonly relay: Relay
}

type Target = Pick<Elsewhere, 'node' | 'caller'>

/** Hands requests to the cluster's other nodes, and their answers back as they are. */
export interface Relay {
  /** Is there such a node? */
  knows(node: string): boolean
  /** Throws a Failure: 595 where the node cannot be reached and nothing has happened, 596 where it left before its answer. */
  call(target: Target, request: WholeRequest, signal: AbortSignal): Promise<EncodedAnswer>
  /** Both bodies stream at the speed of the slower side. Resolves when the answer is sent or its client gone; throws as `call`. */
  stream(target: Target, request: IncomingMessage, response: ServerResponse): Promise<void>
  /** A WebSocket; its bytes pass through unread. Throws a Failure (595). */
  upgrade(target: Target, request: IncomingMessage, client: Duplex, head: Buffer): Promise<void>
  close(): void
}

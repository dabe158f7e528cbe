import type { Message, QuickAcknowledgement } from './message.ts'
import type { Entry } from './operation.ts'
import type { Outcome } from './storage.ts'

/** `member`: writes are made. `following`: it catches up while others write. `agreeing`: for a moment nobody writes. `blocked`: not enough nodes. `failed`: its own disk refuses. */
export type Phase = 'apart' | 'agreeing' | 'blocked' | 'following' | 'member' | 'failed'

export interface ReplicaPorts {
  send(message: Message): void
  /** Beside the order, to these nodes; it may be lost. */
  hasten(acknowledgement: QuickAcknowledgement, to: readonly number[]): void
  /** In order. Entries of this node's own clients are among them. */
  committed(outcomes: readonly Outcome[]): void
  /** An entry of an own client that will not be answered. `sent`: whether it is made is not known. */
  givenUp(entry: Entry, sent: boolean): void
  phaseChanged(phase: Phase): void
  /** Never twice the same. */
  nonce(): string
  /** What an operator should know. */
  notice(text: string): void
}

export interface ReplicaLimits {
  /** A member that does not answer for so long is gone on without. */
  readonly patienceMs: number
  /** Lost for longer, a node does not know whether others went on without it. */
  readonly silenceMs: number
  /** A client's entry is given up after so long. */
  readonly answerMs: number
}

export const defaultLimits: ReplicaLimits = { patienceMs: 2500, silenceMs: 5000, answerMs: 8000 }

import type { Call } from '@quorate/contract'
import type { GuestKind, GuestPlace } from '../guest-path.ts'

/** What work on many guests asks of one kind of them. Each kind brings its own. */
export interface GuestPower {
  readonly kind: GuestKind
  /** undefined: it does not run */
  state(vmid: number): Promise<'running' | 'paused' | undefined>
}

export type PowerAction = 'migrate' | 'resume' | 'shutdown' | 'start' | 'suspend'

/** A task of one guest that was begun on behalf of work on many. */
export interface GuestTask {
  readonly upid: string
  /** How it ends: `OK`, `WARNINGS: n` or the error text. */
  readonly ended: Promise<string>
  stop(): void
}

/** Begins tasks of single guests, on whatever node they are: the same that `POST .../status/{action}` and `.../migrate` begin. Only where tasks run. */
export interface GuestTasks {
  /** Fails with what the method refuses. */
  begin(call: Call, guest: GuestPlace, action: PowerAction, parameters: Readonly<Record<string, unknown>>): Promise<GuestTask>
}

import type { ServerEvent } from '@quorate/contract'

/** One event of the stream as the tabs get it. */
export interface LiveEvent {
  readonly id: string
  readonly type: ServerEvent['type']
  /** `{id, time, value}`; of a `reset`: `{}` */
  readonly data: unknown
}

/** How the stream is. `refused`: the session has ended. */
export type StreamState = 'connecting' | 'open' | 'lost' | 'refused'

/** From a tab to whoever holds the stream. */
export type ToStream =
  /** The objects whose numbers are on this tab's screen: `100`, `node/pve`, `storage/pve/local`. */
  | { readonly kind: 'visible'; readonly ids: readonly string[] }
  /** Try again now: the user logged in, or the network is back. */
  | { readonly kind: 'retry' }
  | { readonly kind: 'close' }

/** To a tab: how the stream is. */
export interface StateOfStream {
  readonly kind: 'state'
  readonly state: StreamState
  /** milliseconds since 1970 */
  readonly since: number
  /** So it was already when this tab came. */
  readonly joined?: true
}

/** To a tab. */
export type FromStream = StateOfStream | { readonly kind: 'events'; readonly events: readonly LiveEvent[] }

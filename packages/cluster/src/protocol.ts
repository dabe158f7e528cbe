import { join } from 'node:path'
import { Failure } from '@quorate/schema/failure'
import type { Root } from '@quorate/host'
import type { Author, Change } from './config-store.ts'
import type { HubEvent, HubValue } from './event-hub.ts'
import type { HubSnapshot } from './hub-state.ts'
import { Refusal, type RefusalCode } from './refusal.ts'
import type { MembershipChange } from './store/membership.ts'

/** What a client asks and waits for. `client` and `number` name a commit, so that one sent again is made once. */
export type Question =
  | {
      readonly op: 'commit'
      readonly client: string
      readonly number: number
      readonly changes: readonly Change[]
      readonly author: Author
    }
  | { readonly op: 'lock'; readonly name: string; readonly token: string; readonly ttlMs: number; readonly waitMs: number }
  | { readonly op: 'renew'; readonly name: string; readonly token: string }
  | { readonly op: 'unlock'; readonly name: string; readonly token: string }
  | { readonly op: 'reserve'; readonly want?: number; readonly range?: { lower: number; upper: number }; readonly owner?: string }
  | { readonly op: 'change-membership'; readonly change: MembershipChange }
  | { readonly op: 'membership' }
  /** First message of a connection; `hub`: send the values and events too. */
  | { readonly op: 'hello'; readonly hub: boolean }

export type FromClient = (Question & { readonly id: number }) | { readonly op: 'publish'; readonly values: readonly HubValue[] }

export interface Welcome {
  readonly node: string
  readonly revision: number
  readonly hub?: HubSnapshot
}

export interface WireError {
  readonly message: string
  readonly status: number
  readonly code?: RefusalCode
}

export type FromStore =
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly type: 'error'; readonly id: number; readonly error: WireError }
  | { readonly type: 'changed'; readonly revision: number; readonly paths: readonly string[] }
  | { readonly type: 'events'; readonly events: readonly HubEvent[] }

export function socketFile(root: Pick<Root, 'run'>): string {
  return join(root.run, 'cluster.sock')
}

export function wireError(error: unknown): WireError {
  const message = error instanceof Error ? error.message : String(error)
  const status = error instanceof Failure ? error.status : 500
  return { message, status, ...(error instanceof Refusal && { code: error.code }) }
}

export function errorFromWire(error: WireError): Failure {
  return error.code ? new Refusal(error.code, error.message, error.status) : new Failure(error.message, { status: error.status })
}

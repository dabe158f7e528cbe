import type { ImageFormat } from '@quorate/storage'
import type { SourceRequest } from '../migration/incoming/incoming-sessions.ts'

/**
 * What two installations say to each other on the control stream of a tunnel. Ours alone: nothing but this product speaks
 * it. A change that the other end would misunderstand gets the next number.
 */
export const remoteProtocol = 1

export interface RemoteHello {
  readonly protocol: number
  readonly node: string
  /** By which the target knows this migration, also after it. */
  readonly session: string
}

/** What decides on name and format of a volume there. */
export interface RemoteStorage {
  readonly type: string
  readonly asFiles: boolean
  readonly formats: readonly ImageFormat[]
}

/** Where the guest is of which a migration was cut off; `open`: that is not decided yet. */
export type RemoteWhereabouts = 'source' | 'target' | 'open'

/** Questions of the source, in their order, with what is given to them and what is answered. */
export interface RemoteQuestions {
  hello: [given: { readonly protocol: number }, answer: RemoteHello]
  storages: [given: readonly string[], answer: Readonly<Record<string, RemoteStorage>>]
  /** What speaks against it, in words. */
  check: [given: SourceRequest, answer: readonly string[]]
  /** Takes the id and makes the volumes. */
  begin: [given: SourceRequest, answer: RemoteVolumes]
  /** Only of a running VM: starts QEMU, which waits for disks and memory. */
  start: [given: null, answer: RemoteListening]
  /** The decision: from now on the guest is the target's. */
  finish: [given: null, answer: { readonly problem?: string }]
  alive: [given: null, answer: true]
  /** Gives up; answered when all that was made is gone. */
  end: [given: null, answer: null]
  whereabouts: [given: { readonly session: string }, answer: RemoteWhereabouts]
}

/** Names of exports by the volumes' ids at the source. */
type Exports = Readonly<Record<string, string>>

export interface RemoteVolumes {
  /** Ids at the target by those at the source. */
  readonly volumes: Readonly<Record<string, string>>
  readonly images?: Exports
  /** Of those that are filled file by file. */
  readonly trees?: Exports
}

export interface RemoteListening {
  readonly disks?: Exports
}

/** Steps that the target's task does when the source asks for them. */
export interface RemoteSteps {
  volumes: RemoteVolumes
  start: RemoteListening
  finish: Record<string, never>
}

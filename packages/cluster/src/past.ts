import type { Author } from './config-store.ts'

/** Which changes are asked for; what is left out restricts nothing. */
export interface PastQuery {
  /** A file, also one that was renamed from it, or all below a folder. */
  readonly path?: string
  /** The config and the firewall rules of this guest, on whatever node. */
  readonly vmid?: number
  readonly authid?: string
  readonly node?: string
  /** seconds since 1970 */
  readonly since?: number
  readonly until?: number
  /** Only revisions below it. */
  readonly before?: number
}

/** One file within one committed change. */
export interface PastChange {
  /** Grows within a revision too. */
  readonly id: number
  readonly revision: number
  /** seconds since 1970 */
  readonly time: number
  readonly node: string
  readonly author: Author
  readonly op: 'write' | 'remove' | 'rename'
  readonly path: string
  /** rename: the path before */
  readonly source?: string
}

/** With the texts; both are undefined where they are not kept. */
export interface PastEdit extends PastChange {
  readonly before: string | undefined
  readonly after: string | undefined
}

/** What can be told of a change without much reading. */
export interface PastBrief {
  /** The file was not there before. */
  readonly created: boolean
  /** undefined: not kept, or too long */
  readonly before: string | undefined
  readonly after: string | undefined
}

/** A file at some time: its text, that it was not there (null), or that this is not known any more (undefined). */
export type PastText = string | null | undefined

/** What the store keeps of every change, for those who look back. Reads are local, as all reads of the store. */
export interface Past {
  /** Newest first, read piece by piece; between two of them other changes may be committed. */
  changes(query: PastQuery): Iterable<readonly PastChange[]>
  /** All that was committed in one step, in order. Empty: unknown, or forgotten with the oldest. */
  changesOf(revision: number): PastEdit[]
  /** One entry, by its id, with texts of so many bytes together. */
  brief(id: number, mostBytes: number): PastBrief
  /** The latest change of a file, or of its name by a rename. */
  latestOf(path: string): PastChange | undefined
  textAt(path: string, revision: number): PastText
  /** Revision that removed the config of a guest the last time; what came before was another guest's. 0: none, as far as is known. */
  lastRemoval(vmid: number): number
}

/**
 * What the state machine is told to do. Every choice (time, author) is part of it, so that the same
 * list of changes makes the same tree everywhere.
 */
export type TreeChange =
  /** Creates the file and the folders above it, or replaces its content. `ino`: number that a file takes which is created. */
  | { readonly op: 'write'; readonly path: string; readonly content: Uint8Array; readonly expect?: number; readonly ino?: number }
  /** Replaces the content of a file that may have been renamed meanwhile. */
  | { readonly op: 'rewrite'; readonly ino: number; readonly content: Uint8Array }
  /** A file or an empty folder; `kind` refuses the other one. */
  | { readonly op: 'remove'; readonly path: string; readonly expect?: number; readonly kind?: 'file' | 'folder' }
  /** A file or a folder. */
  | { readonly op: 'rename'; readonly from: string; readonly to: string; readonly replace: boolean }
  /** Folders above it are created too. `exclusive`: refused when it is there. */
  | { readonly op: 'folder'; readonly path: string; readonly exclusive: boolean }

export interface ChangeMeta {
  /** milliseconds since 1970 */
  readonly time: number
  readonly node: string
  readonly authid: string
  readonly upid?: string
}

/** What a commit changed. */
export interface Changed {
  readonly revision: number
  /** Files (no folders) that were written, removed or renamed, in order. */
  readonly paths: readonly string[]
}

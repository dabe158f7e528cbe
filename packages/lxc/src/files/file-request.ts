import type { GuestRoot } from './guest-root.ts'

/** Who is to own a written file. What is left out stays as it is, or is root, root and 0644. */
export interface Ownership {
  /** Name or number, as the container has them. */
  readonly user?: string
  readonly group?: string
  readonly mode?: number
}

/** One access to a file of a container. Content to write comes on standard input. */
export type FileAccess =
  /** At most `count` bytes from byte `offset` on. */
  | { readonly kind: 'read'; readonly path: string; readonly offset: number; readonly count: number }
  /** How full the file systems are in which these paths lie: a list of FilesystemUsage. */
  | { readonly kind: 'usage'; readonly paths: readonly string[] }
  | ({ readonly kind: 'write'; readonly path: string } & Ownership)

export interface FileRequest {
  readonly root: GuestRoot
  readonly access: FileAccess
}

/** The first line of the answer to `read`; the bytes follow. */
export interface FileHead {
  /** bytes that the file had when it was opened */
  readonly size: number
}

/** Variable that carries the request: other users of the machine can read arguments, but not this. */
export const requestVariable = 'QUORATE_FILE_REQUEST'

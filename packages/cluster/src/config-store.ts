/**
 * The config store as every process sees it. Reads are local, synchronous and always current (a SQLite read, not a
 * message); writes go to the store's own process, which orders them, keeps their history and tells the watchers.
 * Paths are relative to /etc/pve, without a leading slash: `nodes/pve/qemu-server/100.conf`.
 */
export interface StoredFile {
  readonly path: string
  readonly text: string
  /** Number of the committed change that wrote it; grows over the whole tree. */
  readonly revision: number
  /** seconds since 1970 */
  readonly mtime: number
}

/** Who wants a change; kept with the revision for ever. */
export interface Author {
  /** `root@pam`, `root@pam!ci`, or `mount` for an edit by hand */
  readonly authid: string
  readonly upid?: string
}

export type Change =
  /** `expect`: revision that the file must have, 0 for "must not exist", left out for any. */
  | { readonly op: 'write'; readonly path: string; readonly text: string; readonly expect?: number }
  | { readonly op: 'remove'; readonly path: string; readonly expect?: number }
  /** Fails when the target exists. */
  | { readonly op: 'rename'; readonly from: string; readonly to: string }

export interface ConfigReader {
  /** Increases with every change of the tree; cheap (a pragma), for caches. */
  revision(): number
  read(path: string): StoredFile | undefined
  /** Names (not paths) of the files and folders directly below a folder. */
  list(folder: string): string[]
  /**
   * All files below a folder, with their text, newer than a revision (0: all). For parse caches over thousands of configs.
   * `whole`: the revision is too old (or 0), `files` is all there is; forget everything else.
   */
  changedSince(folder: string, revision: number): { files: StoredFile[]; removed: string[]; revision: number; whole?: boolean }
}

export interface ConfigStore extends ConfigReader {
  /** All changes or none. Fails with a Failure: `file changed by other user` on a wrong `expect`, `already exists`, `no quorum`. Returns the revision. */
  commit(changes: readonly Change[], author: Author): Promise<number>
  /**
   * Read, change, write; tried again with the new text when another writer was faster. `change` is pure; it returns
   * undefined to leave the file as it is, null to remove it.
   */
  update(path: string, author: Author, change: (text: string | undefined) => string | null | undefined): Promise<number>
  /** Called after every committed change below the folder, in order, at least once per path. */
  watch(folder: string, listener: (path: string, revision: number) => void): Disposable
  /** A named lock of the whole cluster with expiry, renewed while held; given up by `using`. */
  lock(name: string, options: { ttlMs: number; waitMs: number }): Promise<AsyncDisposable>
  /**
   * A guest id that no guest has and that nobody else is given for the next minute: `want`, or the lowest free one of the
   * range. `owner` (an authid) may ask for the same `want` again. Fails with `VM 100 already exists on node 'pve'`.
   */
  reserveId?(want?: number, range?: { lower: number; upper: number }, owner?: string): Promise<number>
}

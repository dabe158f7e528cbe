import type { Readable } from 'node:stream'
import type { FilesystemUsage } from '../host.ts'

/** Ids inside are ids outside, `count` of them from the two firsts on. */
export interface IdRange {
  readonly inside: number
  readonly outside: number
  readonly count: number
}

/** How the owners inside of a root are numbered on this machine. Empty: with the same numbers. */
export interface IdMap {
  readonly uid: readonly IdRange[]
  readonly gid: readonly IdRange[]
}

export interface RootedStat {
  readonly kind: 'file' | 'directory' | 'link' | 'other'
  /** Permission bits with setuid, setgid and sticky. */
  readonly mode: number
  /** As numbered inside; 65534 for an owner who has no number there. */
  readonly uid: number
  readonly gid: number
  /** bytes */
  readonly size: number
  /** seconds since 1970 */
  readonly mtime: number
  /** What a link says, as it is written. */
  readonly target?: string
}

/** What a file holds afterwards: all of it, or what a stream brings. */
export type RootedContent = string | Uint8Array | AsyncIterable<Uint8Array>

export interface RootedWriteOptions {
  /** 0644 where it is left out. */
  readonly mode?: number
  /** As numbered inside; 0 where they are left out. */
  readonly uid?: number
  readonly gid?: number
  /** A file that is there keeps its mode and owner, whatever is said above (default true). */
  readonly keep?: boolean
  /** Only where no file is: fails when there is one. */
  readonly exclusive?: boolean
  readonly signal?: AbortSignal
}

export interface RootedSource {
  readonly stat: RootedStat
  /** The content; read it to the end or destroy it. */
  readonly stream: Readable
}

/**
 * Files below a folder as somebody sees them for whom that folder is `/`. What is there may be hostile: symbolic links,
 * `..` and mounts never lead out, FIFOs and devices are never opened, file systems of the kernel (proc, sysfs, ...) are
 * neither read nor changed. Paths are absolute inside. Links in the middle of a path are followed. Failures name the
 * path as it is inside. Holds the folder open: dispose before it is unmounted.
 */
export interface RootedFiles extends Disposable {
  /** Follows links. undefined: not there, no regular file, or larger than `limit` bytes. */
  read(path: string, limit: number): Buffer | undefined
  /** Names, sorted; empty when there is no such folder. Fails when there are more than 100000. */
  list(path: string): string[]
  /** Does not follow a link at the end. undefined: not there */
  look(path: string): RootedStat | undefined
  /** For files of any size, from byte `from` on (default 0). Follows links. Fails when it is no regular file. */
  openRead(path: string, from?: number): RootedSource
  /**
   * Whole or not at all: the file gets its name when all is written and on the disk. Follows a link at the end, also one to
   * a file that is yet to be made. The folder must be there.
   */
  write(path: string, content: RootedContent, options?: RootedWriteOptions): Promise<void>
  /** With all folders above it (0755, owner 0). No error when it is there. `mode` is 0755 where it is left out. */
  makeFolder(path: string, mode?: number): Promise<void>
  /** A link that says `target`. It takes the place of a file or link, never of a folder. */
  link(path: string, target: string): Promise<void>
  /** A file, a link or an empty folder. No error when it is not there. */
  remove(path: string): Promise<void>
  /** Of the file system that a path lies in. Follows links. */
  usage(path: string): FilesystemUsage
  /** Follows links. Ids are those inside. */
  chown(path: string, uid: number, gid: number): Promise<void>
  /** Follows links. */
  chmod(path: string, mode: number): Promise<void>
}

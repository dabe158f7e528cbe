import { randomInt } from 'node:crypto'
import { OpenFile } from './open-file.ts'
import { refuse } from './refuse.ts'
import type { ListedEntry, TreeFilesystem } from './tree-filesystem.ts'

/**
 * Open files and listings by the number that the kernel knows them by. Numbers name the process that gave them, so that
 * after a restart of the store those of the process before are told apart: readers get a fresh copy and never notice;
 * writers get an error, since what they had written and not flushed is lost.
 */
export class Handles {
  #filesystem: TreeFilesystem
  #process = BigInt(randomInt(1, 2 ** 31)) << 32n
  #next = 1n
  #files = new Map<bigint, OpenFile>()
  #listings = new Map<bigint, ListedEntry[]>()

  constructor(filesystem: TreeFilesystem) {
    this.#filesystem = filesystem
  }

  add(file: OpenFile): bigint {
    const handle = this.#number(file.writable)
    this.#files.set(handle, file)
    return handle
  }

  addFolder(): bigint {
    return this.#number(false)
  }

  find(handle: bigint): OpenFile | undefined {
    return this.#files.get(handle)
  }

  file(handle: bigint, ino: number): OpenFile {
    const there = this.#files.get(handle)
    if (there) return there
    if (handle & 1n) throw refuse('EIO')
    const file = this.#filesystem.open(ino, 0)
    this.#files.set(handle, file)
    return file
  }

  /** The entries of a folder as they were when its listing began. */
  listing(handle: bigint, ino: number, from: number): ListedEntry[] {
    const there = from === 0 ? undefined : this.#listings.get(handle)
    if (there) return there
    const entries = this.#filesystem.list(ino)
    this.#listings.set(handle, entries)
    return entries
  }

  release(handle: bigint): OpenFile | undefined {
    const file = this.#files.get(handle)
    this.#files.delete(handle)
    this.#listings.delete(handle)
    return file
  }

  #number(writable: boolean): bigint {
    return this.#process | (this.#next++ << 1n) | (writable ? 1n : 0n)
  }
}

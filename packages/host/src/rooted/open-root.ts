import { closeSync, constants, openSync } from 'node:fs'
import { Failure } from '@quorate/schema'
import { fileFailure } from '../files/file-failure.ts'
import { changeMode, changeOwner, changeRooted, linkRooted, makeFolderRooted, removeRooted } from './change-rooted.ts'
import { idOutside } from './id-map.ts'
import { pathOnly } from './open-in-root.ts'
import { listRooted, lookRooted, openReadRooted, readRooted, usageRooted } from './read-rooted.ts'
import type { IdMap, RootedFiles } from './rooted-files.ts'
import { syncPlace, writeRooted } from './write-rooted.ts'

function told(action: string, path: string, error: unknown): Error {
  if (error instanceof Error && error.name === 'AbortError') return error
  return error instanceof Failure ? new Failure(`cannot ${action} ${path}: ${error.message}`) : fileFailure(action, path, error)
}

/** Refused before the kernel sees it: it would read the path up to its first null character. */
function check(path: string): void {
  if (!path.startsWith('/') || path.includes('\0')) throw new Failure('it is no absolute path')
}

/** The descriptor of the root. It is closed when nothing uses it any more: another file gets its number then. */
class OpenFolder {
  readonly #fd: number
  #users = 1
  #disposed = false

  constructor(fd: number) {
    this.#fd = fd
  }

  read<T>(action: string, path: string, work: (root: number) => T): T {
    try {
      check(path)
      if (this.#disposed) throw new Failure('the root is not open any more')
      return work(this.#fd)
    } catch (error) {
      throw told(action, path, error)
    }
  }

  async change(action: string, path: string, work: (root: number) => Promise<void> | void): Promise<void> {
    const working = this.read(action, path, async root => {
      this.#users += 1
      await work(root)
    })
    try {
      await working
    } catch (error) {
      throw told(action, path, error)
    } finally {
      this.#leave()
    }
  }

  [Symbol.dispose](): void {
    if (this.#disposed) return
    this.#disposed = true
    this.#leave()
  }

  #leave(): void {
    this.#users -= 1
    if (this.#users === 0) closeSync(this.#fd)
  }
}

function openFolder(path: string): OpenFolder {
  try {
    return new OpenFolder(openSync(path, pathOnly | constants.O_DIRECTORY))
  } catch (error) {
    throw fileFailure('open', path, error)
  }
}

/**
 * `path`: a folder of this machine, or the root of a process: `/proc/100/root`. With `quick` nothing waits for the disk: for what
 * is lost as a whole in a power cut anyway.
 */
export function openRoot(path: string, idMap: IdMap = { uid: [], gid: [] }, { quick = false } = {}): RootedFiles {
  const root = openFolder(path)
  const settle = quick ? async () => undefined : syncPlace
  return {
    read: (path, limit) => root.read('read', path, fd => readRooted(fd, path, limit)),
    list: path => root.read('list', path, fd => listRooted(fd, path)),
    look: path => root.read('examine', path, fd => lookRooted(fd, path, idMap)),
    openRead: (path, from = 0) => root.read('read', path, fd => openReadRooted(fd, path, idMap, from)),
    write: (path, content, options = {}) => root.change('write', path, fd => writeRooted(fd, path, idMap, settle, content, options)),
    makeFolder: (path, mode = 0o755) => root.change('create', path, fd => makeFolderRooted(fd, path, idMap, settle, mode)),
    link: (path, target) => root.change('link', path, fd => linkRooted(fd, path, idMap, settle, target)),
    remove: path => root.change('remove', path, fd => removeRooted(fd, path, settle)),
    usage: path => root.read('examine', path, fd => usageRooted(fd, path)),
    chown: (path, uid, gid) =>
      root.change('change the owner of', path, fd =>
        changeRooted(fd, path, changeOwner(idOutside(idMap.uid, uid), idOutside(idMap.gid, gid))),
      ),
    chmod: (path, mode) => root.change('change the mode of', path, fd => changeRooted(fd, path, changeMode(mode))),
    [Symbol.dispose]: () => root[Symbol.dispose](),
  }
}

import type { Author, Change, ConfigStore, StoredFile } from '@quorate/cluster'
import { Failure } from '@quorate/schema'
import { MemoryLocks } from './memory-locks.ts'

/** One change of one file. */
export interface MemoryChange {
  readonly path: string
  readonly author: Author
  readonly op: 'write' | 'remove' | 'rename'
  /** undefined: removed */
  readonly text?: string | undefined
}

interface Removed {
  readonly path: string
  readonly revision: number
}

export interface MemoryStoreOptions {
  /** milliseconds since 1970; decides the mtime of files and the expiry of locks */
  readonly now?: () => number
}

function checkPath(path: string): void {
  if (path === '' || path.split('/').some(part => part === '' || part === '.' || part === '..')) throw new Failure(`invalid path '${path}'`)
}

/** A config store in memory, with the same promises as the real one: all or nothing, ordered, watched. */
export class MemoryStore implements ConfigStore {
  readonly #files = new Map<string, StoredFile>()
  #removed: Removed[] = []
  readonly #history: MemoryChange[] = []
  readonly #watchers = new Set<{ folder: string; listener: (path: string, revision: number) => void }>()
  readonly #now: () => number
  readonly #locks: MemoryLocks
  #revision = 0
  /** Set to see how callers take a store without quorum. */
  quorate = true

  constructor(files: Readonly<Record<string, string>> = {}, options: MemoryStoreOptions = {}) {
    this.#now = options.now ?? Date.now
    this.#locks = new MemoryLocks(this.#now)
    for (const [path, text] of Object.entries(files)) this.#apply({ op: 'write', path, text }, ++this.#revision, { authid: 'root@pam' })
  }

  revision(): number {
    return this.#revision
  }

  read(path: string): StoredFile | undefined {
    return this.#files.get(path)
  }

  list(folder: string): string[] {
    const start = folder === '' ? '' : `${folder}/`
    const names = [...this.#files.keys()].filter(path => path.startsWith(start)).map(path => path.slice(start.length).split('/')[0] ?? '')
    return [...new Set(names)].toSorted()
  }

  changedSince(folder: string, revision: number): { files: StoredFile[]; removed: string[]; revision: number } {
    const start = folder === '' ? '' : `${folder}/`
    return {
      files: [...this.#files.values()].filter(file => file.path.startsWith(start) && file.revision > revision),
      removed: this.#removed.filter(entry => entry.path.startsWith(start) && entry.revision > revision).map(entry => entry.path),
      revision: this.#revision,
    }
  }

  async commit(changes: readonly Change[], author: Author): Promise<number> {
    if (!this.quorate) throw new Failure('cannot change the configuration: no quorum')
    // Checked against a copy, so that a refused change leaves nothing behind.
    const paths = new Map([...this.#files].map(([path, file]) => [path, file.revision]))
    for (const change of changes) this.#check(change, paths)
    const revision = ++this.#revision
    const touched = changes.flatMap(change => this.#apply(change, revision, author))
    for (const path of touched) {
      for (const watcher of this.#watchers) {
        if (watcher.folder === '' || path.startsWith(`${watcher.folder}/`) || path === watcher.folder) watcher.listener(path, revision)
      }
    }
    return revision
  }

  async update(path: string, author: Author, change: (text: string | undefined) => string | null | undefined): Promise<number> {
    const file = this.#files.get(path)
    const text = change(file?.text)
    if (text === undefined || text === file?.text || (text === null && !file)) return this.#revision
    const expect = file?.revision ?? 0
    return await this.commit([text === null ? { op: 'remove', path, expect } : { op: 'write', path, text, expect }], author)
  }

  /** Changes of a file, newest first. */
  changesOf(path: string): MemoryChange[] {
    return this.#history.filter(entry => entry.path === path).toReversed()
  }

  watch(folder: string, listener: (path: string, revision: number) => void): Disposable {
    const watcher = { folder, listener }
    this.#watchers.add(watcher)
    return { [Symbol.dispose]: () => void this.#watchers.delete(watcher) }
  }

  lock(name: string, options: { ttlMs: number; waitMs: number }): Promise<AsyncDisposable> {
    return this.#locks.acquire(name, options.waitMs)
  }

  #check(change: Change, paths: Map<string, number>): void {
    if (change.op === 'rename') {
      checkPath(change.to)
      if (!paths.has(change.from)) throw new Failure(`cannot rename ${change.from}: it does not exist`)
      if (paths.has(change.to)) throw new Failure(`cannot rename ${change.from}: ${change.to} already exists`)
      paths.delete(change.from)
      paths.set(change.to, this.#revision + 1)
      return
    }
    checkPath(change.path)
    const found = paths.get(change.path) ?? 0
    if (change.expect === 0 && found !== 0) throw new Failure(`cannot create ${change.path}: it already exists`)
    if (change.expect !== undefined && change.expect !== found) {
      throw new Failure('detected modified configuration - file changed by other user? Try again.')
    }
    if (change.op === 'write') paths.set(change.path, this.#revision + 1)
    else paths.delete(change.path)
  }

  /** The paths that changed. */
  #apply(change: Change, revision: number, author: Author): string[] {
    const time = Math.floor(this.#now() / 1000)
    const write = (path: string, text: string) => {
      this.#files.set(path, { path, text, revision, mtime: time })
      this.#removed = this.#removed.filter(entry => entry.path !== path)
      this.#history.push({ author, path, op: change.op, text })
    }
    const remove = (path: string) => {
      if (!this.#files.delete(path)) return
      this.#removed.push({ path, revision })
      this.#history.push({ author, path, op: change.op })
    }
    if (change.op === 'rename') {
      const text = this.#files.get(change.from)?.text ?? ''
      remove(change.from)
      write(change.to, text)
      return [change.from, change.to]
    }
    if (change.op === 'write') write(change.path, change.text)
    else remove(change.path)
    return [change.path]
  }
}

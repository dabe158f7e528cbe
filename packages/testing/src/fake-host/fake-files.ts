import { dirname } from 'node:path'
import type { FileStat, Files, FilesystemUsage } from '@quorate/host'
import { Failure } from '@quorate/schema'

interface Entry {
  readonly kind: 'file' | 'directory'
  content: Buffer
  mtime: number
  readonly mode: number
}

/** Files of a machine that exists only in memory. `/` and every folder made above a written file exist. */
export class FakeFiles implements Files {
  readonly entries = new Map<string, Entry>([['/', { kind: 'directory', content: Buffer.alloc(0), mtime: 0, mode: 0o755 }]])
  space: FilesystemUsage = { total: 100 * 2 ** 30, used: 10 * 2 ** 30, available: 90 * 2 ** 30 }
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  /** Puts a file, with the folders above it, as if it had always been there. */
  put(path: string, content: string | Uint8Array, mode = 0o644): void {
    this.#folders(dirname(path))
    this.entries.set(path, { kind: 'file', content: Buffer.from(content), mtime: Math.floor(this.#now() / 1000), mode })
  }

  async read(path: string): Promise<string> {
    const text = await this.readIfThere(path)
    if (text === undefined) throw new Failure(`cannot read ${path}: no such file or directory`)
    return text
  }

  async readIfThere(path: string): Promise<string | undefined> {
    const entry = this.entries.get(path)
    if (entry?.kind === 'directory') throw new Failure(`cannot read ${path}: it is a directory`)
    return entry?.content.toString('utf8')
  }

  async writeAtomic(path: string, content: string | Uint8Array, mode = 0o640): Promise<void> {
    this.#requireFolder('write', path)
    if (this.entries.get(path)?.kind === 'directory') throw new Failure(`cannot write ${path}: it is a directory`)
    this.put(path, content, mode)
  }

  async stat(path: string): Promise<FileStat | undefined> {
    const entry = this.entries.get(path)
    if (!entry) return undefined
    const size = entry.kind === 'file' ? entry.content.length : 4096
    return { kind: entry.kind, size, allocated: Math.ceil(size / 4096) * 4096, mtime: entry.mtime, mode: entry.mode }
  }

  async list(directory: string): Promise<string[]> {
    if (this.entries.get(directory)?.kind !== 'directory') throw new Failure(`cannot list ${directory}: no such file or directory`)
    const prefix = directory === '/' ? '/' : `${directory}/`
    const below = [...this.entries.keys()].filter(path => path !== '/' && path.startsWith(prefix))
    return below
      .map(path => path.slice(prefix.length))
      .filter(name => !name.includes('/'))
      .toSorted()
  }

  async makeDirectory(path: string, mode = 0o755): Promise<void> {
    this.#folders(path, mode)
  }

  async rename(from: string, to: string): Promise<void> {
    if (!this.entries.has(from)) throw new Failure(`cannot rename ${from} to ${to}: no such file or directory`)
    this.#requireFolder('rename', to)
    for (const [path, entry] of this.entries) {
      if (path !== from && !path.startsWith(`${from}/`)) continue
      this.entries.delete(path)
      this.entries.set(to + path.slice(from.length), entry)
    }
  }

  async renameNew(from: string, to: string): Promise<void> {
    if (this.entries.has(to)) throw Object.assign(new Failure(`cannot rename ${from} to ${to}: it already exists`), { code: 'EEXIST' })
    await this.rename(from, to)
  }

  async exchange(one: string, other: string): Promise<void> {
    if (!this.entries.has(other)) throw Object.assign(new Failure(`cannot exchange ${one} and ${other}`), { code: 'ENOENT' })
    const aside = `${one}.aside`
    await this.rename(one, aside)
    await this.rename(other, one)
    await this.rename(aside, other)
  }

  async link(from: string, to: string): Promise<void> {
    const entry = this.entries.get(from)
    if (!entry) throw new Failure(`cannot link ${to}: no such file or directory`)
    if (this.entries.has(to)) throw new Failure(`cannot link ${to}: it already exists`)
    this.#requireFolder('link', to)
    this.entries.set(to, entry)
  }

  async remove(path: string): Promise<void> {
    if (this.entries.get(path)?.kind === 'directory' && (await this.list(path)).length > 0) {
      throw new Failure(`cannot remove ${path}: the directory is not empty`)
    }
    this.entries.delete(path)
  }

  async removeTree(path: string): Promise<void> {
    for (const known of this.entries.keys()) if (known === path || known.startsWith(`${path}/`)) this.entries.delete(known)
  }

  async usage(path: string): Promise<FilesystemUsage> {
    if (!this.entries.has(path)) throw new Failure(`cannot examine ${path}: no such file or directory`)
    return this.space
  }

  #requireFolder(action: string, path: string): void {
    if (this.entries.get(dirname(path))?.kind !== 'directory') throw new Failure(`cannot ${action} ${path}: no such file or directory`)
  }

  #folders(path: string, mode = 0o755): void {
    const above = this.entries.get(path)
    if (above?.kind === 'directory') return
    if (above) throw new Failure(`cannot create ${path}: it already exists`)
    this.#folders(dirname(path))
    this.entries.set(path, { kind: 'directory', content: Buffer.alloc(0), mtime: Math.floor(this.#now() / 1000), mode })
  }
}

import { posix } from 'node:path'
import { Readable } from 'node:stream'
import type { FilesystemUsage, RootedContent, RootedFiles, RootedSource, RootedStat, RootedWriteOptions } from '@quorate/host'
import { Failure } from '@quorate/schema'

interface Entry {
  kind: RootedStat['kind']
  content: Buffer
  mode: number
  uid: number
  gid: number
  target?: string
}

async function gather(content: RootedContent): Promise<Buffer> {
  if (typeof content === 'string' || content instanceof Uint8Array) return Buffer.from(content as Uint8Array)
  const chunks: Uint8Array[] = []
  for await (const chunk of content) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** A root file system that exists only in memory. Owners are kept as they are numbered inside. */
export class FakeRootedFiles implements RootedFiles {
  readonly entries = new Map<string, Entry>([['/', { kind: 'directory', content: Buffer.alloc(0), mode: 0o755, uid: 0, gid: 0 }]])

  /** Puts a file, with the folders above it, as if it had always been there. */
  put(path: string, content: string, mode = 0o644): void {
    this.#folder(posix.dirname(path))
    this.entries.set(path, { kind: 'file', content: Buffer.from(content), mode, uid: 0, gid: 0 })
  }

  read(path: string, limit: number): Buffer | undefined {
    const entry = this.entries.get(this.#follow(path))
    return entry?.kind === 'file' && entry.content.length <= limit ? entry.content : undefined
  }

  list(path: string): string[] {
    const folder = this.#follow(path)
    const names = [...this.entries.keys()].filter(at => at !== '/' && posix.dirname(at) === folder)
    return names.map(at => posix.basename(at)).toSorted()
  }

  look(path: string): RootedStat | undefined {
    const entry = this.entries.get(this.#place(path))
    if (!entry) return undefined
    const { kind, mode, uid, gid, target } = entry
    return { kind, mode, uid, gid, size: entry.content.length, mtime: 0, ...(target !== undefined && { target }) }
  }

  openRead(path: string, from = 0): RootedSource {
    const at = this.#follow(path)
    const entry = this.entries.get(at)
    if (entry?.kind !== 'file') throw new Failure(`cannot read ${path}: ${entry ? 'it is no regular file' : 'no such file or directory'}`)
    return { stat: this.look(at) as RootedStat, stream: Readable.from([entry.content.subarray(from)]) }
  }

  usage(path: string): FilesystemUsage {
    if (!this.entries.has(this.#follow(path))) throw new Failure(`cannot examine ${path}: no such file or directory`)
    return { total: 1000, used: 400, available: 600 }
  }

  async write(path: string, content: RootedContent, options: RootedWriteOptions = {}): Promise<void> {
    const at = this.#follow(path)
    const there = this.entries.get(at)
    if (there && options.exclusive) throw new Failure(`cannot write ${path}: it already exists`)
    if (there?.kind === 'directory') throw new Failure(`cannot write ${path}: it is a directory`)
    if (this.entries.get(posix.dirname(at))?.kind !== 'directory') throw new Failure(`cannot write ${path}: no such file or directory`)
    const { mode = 0o644, uid = 0, gid = 0 } = options.keep === false || !there ? options : there
    this.entries.set(at, { kind: 'file', content: await gather(content), mode, uid, gid })
  }

  async makeFolder(path: string, mode = 0o755): Promise<void> {
    this.#folder(this.#follow(path), mode)
  }

  async link(path: string, target: string): Promise<void> {
    const at = this.#place(path)
    if (this.entries.get(at)?.kind === 'directory') throw new Failure(`cannot link ${path}: it is a directory`)
    this.entries.set(at, { kind: 'link', content: Buffer.alloc(0), mode: 0o777, uid: 0, gid: 0, target })
  }

  async remove(path: string): Promise<void> {
    const at = this.#place(path)
    if (this.entries.get(at)?.kind === 'directory' && this.list(at).length > 0) {
      throw new Failure(`cannot remove ${path}: the directory is not empty`)
    }
    this.entries.delete(at)
  }

  async chown(path: string, uid: number, gid: number): Promise<void> {
    Object.assign(this.#require('change the owner of', path), { uid, gid })
  }

  async chmod(path: string, mode: number): Promise<void> {
    Object.assign(this.#require('change the mode of', path), { mode })
  }

  [Symbol.dispose](): void {}

  #require(action: string, path: string): Entry {
    const entry = this.entries.get(this.#follow(path))
    if (!entry) throw new Failure(`cannot ${action} ${path}: no such file or directory`)
    return entry
  }

  /** With the links in the middle followed. */
  #place(path: string): string {
    const whole = posix.normalize(path)
    return whole === '/' ? whole : posix.join(this.#follow(posix.dirname(whole)), posix.basename(whole))
  }

  #follow(path: string, links = 40): string {
    const at = this.#place(path)
    const target = this.entries.get(at)?.target
    if (target === undefined) return at
    if (links === 0) throw new Failure(`cannot open ${path}: its symbolic links lead nowhere`)
    return this.#follow(posix.resolve(posix.dirname(at), target), links - 1)
  }

  #folder(path: string, mode = 0o755): void {
    const there = this.entries.get(path)
    if (there && there.kind !== 'directory') throw new Failure(`cannot create ${path}: it already exists`)
    if (there) return
    this.#folder(posix.dirname(path))
    this.entries.set(path, { kind: 'directory', content: Buffer.alloc(0), mode, uid: 0, gid: 0 })
  }
}

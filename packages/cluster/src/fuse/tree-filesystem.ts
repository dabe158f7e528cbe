import { constants } from 'node:fs'
import { Refusal } from '../refusal.ts'
import { guestOf } from '../state/guest-path.ts'
import { checkPath, joinPath } from '../state/names.ts'
import { topIno } from '../state/schema.ts'
import type { TreeChange } from '../state/tree-change.ts'
import type { Entry, TreeState } from '../state/tree-state.ts'
import type { Writer } from '../store/writer.ts'
import { fileAttributes, folderAttributes, type Attributes } from './attributes.ts'
import { DrawnInos } from './drawn-inos.ts'
import { OpenFile } from './open-file.ts'
import { refuse } from './refuse.ts'
import type { StatusSource } from './status-files.ts'
import { TopEntries } from './top-entries.ts'

export interface AttributeChange {
  readonly mode?: number
  readonly uid?: number
  readonly gid?: number
  readonly size?: number
  readonly file?: OpenFile
}

export interface ListedEntry {
  readonly name: string
  readonly attributes: Attributes
}

/** An edit by hand. */
const author = { authid: 'mount' }

const { O_RDONLY, O_TRUNC, O_APPEND, O_EXCL } = constants
const accessMask = 3

/**
 * The tree with the semantics of a file system. Text written to a file is committed as a whole when it is flushed
 * (close, fsync), and so is a file that was created: nobody ever sees half of a config. Errors are Errno or Refusal.
 */
export class TreeFilesystem {
  #writer: Writer
  #tree: TreeState
  #top: TopEntries
  #gid: number
  /** Files that were created and not yet flushed, by inode number. */
  #unborn = new Map<number, string>()
  /** Those of them whose first commit is under way. */
  #births = new Map<number, Promise<void>>()
  #drawn: DrawnInos

  constructor(writer: Writer, gid: number, status: Omit<StatusSource, 'tree'>) {
    this.#writer = writer
    this.#tree = writer.machine.tree
    this.#gid = gid
    this.#drawn = new DrawnInos(status.members?.nodeId ?? 0, ino => this.#unborn.has(ino) || this.#tree.findIno(ino) !== undefined)
    this.#top = new TopEntries({ tree: this.#tree, ...status }, gid)
  }

  lookup(parent: number, name: string): Attributes {
    if (parent === topIno) {
      const top = this.#top.find(name)
      if (top) return top
    }
    const path = joinPath(this.#folder(parent).path, name)
    const entry = this.#tree.find(path)
    if (entry) return this.#attributesOf(entry)
    const unborn = this.#unbornAt(path)
    if (unborn === undefined) throw refuse('ENOENT')
    return this.attributes(unborn)
  }

  attributes(ino: number, file?: OpenFile): Attributes {
    const top = this.#top.attributes(ino)
    if (top) return top
    const entry = this.#tree.findIno(ino)
    if (entry) return file?.dirty ? { ...this.#attributesOf(entry), size: file.size } : this.#attributesOf(entry)
    const path = this.#unborn.get(ino) ?? file?.path
    if (path === undefined) throw refuse('ENOENT')
    return fileAttributes(ino, path, file?.size ?? 0, Date.now(), this.#gid)
  }

  async setAttributes(ino: number, change: AttributeChange): Promise<Attributes> {
    const now = this.attributes(ino, change.file)
    const same = (wanted: number | undefined, is: number) => wanted === undefined || wanted === is
    if (!same(change.mode && change.mode & 0o7777, now.mode & 0o7777)) throw refuse('EPERM')
    if (!same(change.uid, now.uid) || !same(change.gid, now.gid)) throw refuse('EPERM')
    if (change.size !== undefined) {
      if (this.#top.has(ino)) throw refuse('EACCES')
      if (change.file) change.file.truncate(change.size)
      else {
        const file = this.open(ino, constants.O_WRONLY)
        file.truncate(change.size)
        await this.flush(file)
      }
    }
    return this.attributes(ino, change.file)
  }

  readLink(ino: number): string {
    const target = this.#top.target(ino)
    if (target === undefined) throw refuse('EINVAL')
    return target
  }

  list(ino: number): ListedEntry[] {
    const folder = this.#folder(ino)
    const parent = ino === topIno ? folder : (this.#tree.findIno(folder.parent) ?? folder)
    const skip = folder.path === '' ? 0 : folder.path.length + 1
    const children = this.#tree.children(ino).map(entry => ({ name: entry.path.slice(skip), attributes: this.#attributesOf(entry) }))
    const prefix = joinPath(folder.path, '')
    const unborn = [...this.#unborn].filter(([, path]) => path.startsWith(prefix) && !path.includes('/', prefix.length))
    return [
      { name: '.', attributes: this.#attributesOf(folder) },
      { name: '..', attributes: this.#attributesOf(parent) },
      ...(ino === topIno ? this.#top.all() : []),
      ...children,
      ...unborn.map(([unbornIno, path]) => ({ name: path.slice(prefix.length), attributes: this.attributes(unbornIno) })),
    ]
  }

  open(ino: number, flags: number): OpenFile {
    const writable = (flags & accessMask) !== O_RDONLY
    const access = { writable, append: (flags & O_APPEND) !== 0 }
    if (this.#top.has(ino)) {
      if (writable) throw refuse('EACCES')
      return new OpenFile(ino, '', Buffer.from(this.#top.text(ino)), access)
    }
    const entry = this.#tree.findIno(ino)
    const path = entry?.path ?? this.#unborn.get(ino)
    if (path === undefined) throw refuse('ENOENT')
    if (entry?.folder) throw refuse('EISDIR')
    const truncate = (flags & O_TRUNC) !== 0
    const file = new OpenFile(ino, path, entry && !truncate ? this.#tree.content(ino) : new Uint8Array(), access)
    file.emptied = truncate || !entry
    return file
  }

  /** `resent`: the request may have been carried out already by a process that ended before it answered. */
  create(parent: number, name: string, flags: number, resent: boolean): { attributes: Attributes; file: OpenFile } {
    const path = this.#newPath(parent, name)
    const there = this.#tree.find(path)?.ino ?? this.#unbornAt(path)
    if (there !== undefined) {
      if (flags & O_EXCL && !resent) throw refuse('EEXIST')
      return { attributes: this.attributes(there), file: this.open(there, flags) }
    }
    const guest = guestOf(path)
    if (guest && this.#tree.guestFile(guest.vmid) !== undefined) throw refuse('EEXIST')
    const ino = this.#drawn.draw()
    this.#unborn.set(ino, path)
    return { attributes: this.attributes(ino), file: this.open(ino, flags) }
  }

  async makeFile(parent: number, name: string): Promise<Attributes> {
    const path = this.#newPath(parent, name)
    await this.#commit({ op: 'write', path, content: new Uint8Array(), expect: 0 })
    return this.lookup(parent, name)
  }

  async makeFolder(parent: number, name: string, resent: boolean): Promise<Attributes> {
    await this.#commit({ op: 'folder', path: this.#newPath(parent, name), exclusive: !resent })
    return this.lookup(parent, name)
  }

  async remove(parent: number, name: string, kind: 'file' | 'folder', resent: boolean): Promise<void> {
    if (parent === topIno && this.#top.find(name)) throw refuse('EPERM')
    const path = joinPath(this.#folder(parent).path, name)
    await this.#bear(path)
    await this.#unlessDone(resent, this.#commit({ op: 'remove', path, kind }))
  }

  async rename(
    parent: number,
    name: string,
    newParent: number,
    newName: string,
    options: { replace: boolean; resent: boolean },
  ): Promise<void> {
    const topNames = (parent === topIno && this.#top.find(name)) || (newParent === topIno && this.#top.find(newName))
    if (topNames) throw refuse('EPERM')
    const from = joinPath(this.#folder(parent).path, name)
    const to = this.#newPath(newParent, newName)
    await this.#bear(from)
    await this.#bear(to)
    await this.#unlessDone(options.resent, this.#commit({ op: 'rename', from, to, replace: options.replace }))
  }

  /** Commits what was written. A file that was removed meanwhile stays removed. */
  async flush(file: OpenFile): Promise<void> {
    const birth = this.#births.get(file.ino)
    if (birth) await birth
    if (!file.dirty) return
    const path = this.#unborn.get(file.ino)
    if (path !== undefined) return this.#bearOne(file.ino, path, file)
    file.dirty = false
    file.emptied = false
    try {
      await this.#commit({ op: 'rewrite', ino: file.ino, content: file.content() })
    } catch (error) {
      if (!(error instanceof Refusal && error.code === 'missing')) throw error
    }
  }

  /** fsync: what was only created or emptied is committed too. */
  sync(file: OpenFile): Promise<void> {
    file.dirty ||= file.emptied
    return this.flush(file)
  }

  /** The last descriptor of an open file was closed: what was only created or emptied is committed before anything else is looked at. */
  release(file: OpenFile): Promise<void> {
    if (!file.emptied) return Promise.resolve()
    return this.sync(file)
  }

  #folder(ino: number): Entry {
    const entry = this.#tree.findIno(ino)
    if (!entry) throw refuse('ENOENT')
    if (!entry.folder) throw refuse('ENOTDIR')
    return entry
  }

  #attributesOf(entry: Entry): Attributes {
    const { ino, path, size, mtime } = entry
    return entry.folder ? folderAttributes(ino, path, mtime, this.#gid) : fileAttributes(ino, path, size, mtime, this.#gid)
  }

  #newPath(parent: number, name: string): string {
    if (Buffer.byteLength(name) > 255) throw refuse('ENAMETOOLONG')
    const path = joinPath(this.#folder(parent).path, name)
    checkPath(path)
    return path
  }

  #unbornAt(path: string): number | undefined {
    for (const [ino, own] of this.#unborn) if (own === path) return ino
    return undefined
  }

  /** Commits what was created at or below a path and not yet flushed, so that it can be renamed or removed. */
  async #bear(path: string): Promise<void> {
    for (const [ino, own] of this.#unborn) if (own === path || own.startsWith(`${path}/`)) await this.#bearOne(ino, own)
  }

  #bearOne(ino: number, path: string, file?: OpenFile): Promise<void> {
    if (file) file.dirty = file.emptied = false
    const content = file?.content() ?? new Uint8Array()
    const birth = this.#births.get(ino) ?? this.#commit({ op: 'write', path, content, expect: 0, ino })
    this.#births.set(ino, birth)
    return birth.finally(() => {
      this.#births.delete(ino)
      this.#unborn.delete(ino)
    })
  }

  async #commit(change: TreeChange): Promise<void> {
    const done = this.#writer.submit([change], author)
    // At once, not grouped with what may follow: one program waits for this answer before it goes on.
    this.#writer.flush()
    await done
  }

  async #unlessDone(resent: boolean, work: Promise<void>): Promise<void> {
    try {
      await work
    } catch (error) {
      if (!(resent && error instanceof Refusal && error.code === 'missing')) throw error
    }
  }
}

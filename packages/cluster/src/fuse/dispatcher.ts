import type { TreeState } from '../state/tree-state.ts'
import type { Attributes } from './attributes.ts'
import { Handles } from './handles.ts'
import { opcode, openDirectIo, openNoFlush } from './opcodes.ts'
import { refuse } from './refuse.ts'
import { putAttributeReply, putEntry, putInit, putListing, putOpen, putStatfs } from './reply.ts'
import type { Request } from './request.ts'
import type { AttributeChange, TreeFilesystem } from './tree-filesystem.ts'

/** Writes an answer into a buffer and returns its bytes. undefined: the kernel expects no answer. */
export type Answer = ((out: Buffer, at: number) => number) | undefined

const renameNoReplace = 1
const typeMask = 0o170000
const regularFile = 0o100000

const nothing: Answer = () => 0

function entryAnswer(attributes: Attributes): Answer {
  return (out, at) => putEntry(out, at, attributes)
}

/** Understands the kernel's requests and puts them to the file system. */
export class Dispatcher {
  #filesystem: TreeFilesystem
  #handles: Handles
  #tree: TreeState

  constructor(filesystem: TreeFilesystem, tree: TreeState) {
    this.#filesystem = filesystem
    this.#handles = new Handles(filesystem)
    this.#tree = tree
  }

  /** What the request's buffer holds is taken before this returns, not later. */
  handle(request: Request): Answer | Promise<Answer> {
    const filesystem = this.#filesystem
    const { ino } = request
    switch (request.opcode) {
      case opcode.lookup:
        return entryAnswer(filesystem.lookup(ino, request.name(0)))
      case opcode.getattr: {
        const file = request.u32(0) & 1 ? this.#handles.find(request.handle(8)) : undefined
        const attributes = filesystem.attributes(ino, file)
        return (out, at) => putAttributeReply(out, at, attributes)
      }
      case opcode.setattr:
        return this.#setAttributes(request)
      case opcode.readlink: {
        const target = filesystem.readLink(ino)
        return (out, at) => out.write(target, at)
      }
      case opcode.mknod: {
        if ((request.u32(0) & typeMask) !== regularFile) throw refuse('EPERM')
        return filesystem.makeFile(ino, request.name(16)).then(entryAnswer)
      }
      case opcode.mkdir:
        return filesystem.makeFolder(ino, request.name(8), request.resent).then(entryAnswer)
      case opcode.unlink:
        return filesystem.remove(ino, request.name(0), 'file', request.resent).then(() => nothing)
      case opcode.rmdir:
        return filesystem.remove(ino, request.name(0), 'folder', request.resent).then(() => nothing)
      case opcode.rename:
      case opcode.rename2:
        return this.#rename(request)
      case opcode.open: {
        const file = filesystem.open(ino, request.u32(0))
        const handle = this.#handles.add(file)
        return (out, at) => putOpen(out, at, handle, file.writable ? openDirectIo : openDirectIo | openNoFlush)
      }
      case opcode.create: {
        const { attributes, file } = filesystem.create(ino, request.name(16), request.u32(0), request.resent)
        const handle = this.#handles.add(file)
        return (out, at) => putEntry(out, at, attributes) + putOpen(out, at + 128, handle, openDirectIo)
      }
      case opcode.read: {
        const bytes = this.#handles.file(request.handle(0), ino).read(request.u64(8), request.u32(16))
        return (out, at) => bytes.copy(out, at)
      }
      case opcode.write:
        return this.#write(request)
      case opcode.flush:
      case opcode.fsync:
        return this.#flush(request)
      case opcode.release:
      case opcode.releasedir: {
        const file = this.#handles.release(request.handle(0))
        return file ? filesystem.release(file).then(() => nothing) : nothing
      }
      case opcode.opendir: {
        const handle = this.#handles.addFolder()
        return (out, at) => putOpen(out, at, handle, 0)
      }
      case opcode.readdir:
      case opcode.readdirplus: {
        const from = request.u64(8)
        const entries = this.#handles.listing(request.handle(0), ino, from)
        const size = request.u32(16)
        const plus = request.opcode === opcode.readdirplus
        return (out, at) => putListing(out, at, size, entries, from, plus)
      }
      case opcode.statfs: {
        const { bytes } = this.#tree.counters()
        return (out, at) => putStatfs(out, at, bytes)
      }
      case opcode.init: {
        const minor = request.u32(4)
        const flags = request.u32(12)
        return (out, at) => putInit(out, at, minor, flags)
      }
      case opcode.fsyncdir:
      case opcode.destroy:
        return nothing
      case opcode.forget:
      case opcode.batchForget:
      case opcode.interrupt:
        return undefined
      case opcode.symlink:
      case opcode.link:
        throw refuse('EPERM')
      default:
        throw refuse('ENOSYS')
    }
  }

  async #setAttributes(request: Request): Promise<Answer> {
    const valid = request.u32(0)
    const change: AttributeChange = {
      ...(valid & 1 && { mode: request.u32(68) }),
      ...(valid & 2 && { uid: request.u32(76) }),
      ...(valid & 4 && { gid: request.u32(80) }),
      ...(valid & 8 && { size: request.u64(16) }),
      ...(valid & 64 && { file: this.#handles.file(request.handle(8), request.ino) }),
    }
    const attributes = await this.#filesystem.setAttributes(request.ino, change)
    return (out, at) => putAttributeReply(out, at, attributes)
  }

  async #rename(request: Request): Promise<Answer> {
    const second = request.opcode === opcode.rename2
    const flags = second ? request.u32(8) : 0
    if (flags & ~renameNoReplace) throw refuse('EINVAL')
    const [from = '', to = ''] = request.names(second ? 16 : 8)
    const options = { replace: (flags & renameNoReplace) === 0, resent: request.resent }
    await this.#filesystem.rename(request.ino, from, request.u64(0), to, options)
    return nothing
  }

  #write(request: Request): Answer {
    const size = request.u32(16)
    this.#handles.file(request.handle(0), request.ino).write(request.u64(8), request.bytes(40, size))
    return (out, at) => {
      out.writeUInt32LE(size, at)
      out.writeUInt32LE(0, at + 4)
      return 8
    }
  }

  #flush(request: Request): Answer | Promise<Answer> {
    const handle = request.handle(0)
    const file = this.#handles.find(handle)
    if (!file) {
      if (handle & 1n) throw refuse('EIO')
      return nothing
    }
    if (!file.writable) return nothing
    const done = request.opcode === opcode.fsync ? this.#filesystem.sync(file) : this.#filesystem.flush(file)
    return done.then(() => nothing)
  }
}

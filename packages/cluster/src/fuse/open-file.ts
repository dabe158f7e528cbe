import { fileLimitBytes } from '../state/names.ts'
import { refuse } from './refuse.ts'

/** One open descriptor: the text as it was when it was opened, and what was written to it since. */
export class OpenFile {
  readonly ino: number
  readonly path: string
  readonly writable: boolean
  readonly append: boolean
  /** Written to, and not yet committed. */
  dirty = false
  /** Created or emptied by being opened. Not committed before something is written or the file is closed: a shell closes a copy of the descriptor first. */
  emptied = false
  #data: Buffer
  #size: number

  constructor(ino: number, path: string, content: Uint8Array, access: { writable: boolean; append: boolean }) {
    this.ino = ino
    this.path = path
    this.writable = access.writable
    this.append = access.append
    this.#data = Buffer.from(content.buffer, content.byteOffset, content.byteLength)
    this.#size = content.length
  }

  get size(): number {
    return this.#size
  }

  read(offset: number, size: number): Buffer {
    return this.#data.subarray(Math.min(offset, this.#size), Math.min(offset + size, this.#size))
  }

  write(offset: number, bytes: Uint8Array): void {
    const at = this.append ? this.#size : offset
    this.#grow(at + bytes.length)
    this.#data.set(bytes, at)
    this.#size = Math.max(this.#size, at + bytes.length)
    this.dirty = true
  }

  truncate(size: number): void {
    this.#grow(size)
    if (size < this.#size) this.#data.fill(0, size, this.#size)
    this.#size = size
    this.dirty = true
  }

  /** A copy: writing goes on while it is committed. */
  content(): Uint8Array {
    return Uint8Array.from(this.#data.subarray(0, this.#size))
  }

  #grow(size: number): void {
    if (size > fileLimitBytes) throw refuse('EFBIG')
    if (size <= this.#data.length) return
    const larger = Buffer.alloc(Math.min(fileLimitBytes, Math.max(size, 4096, this.#data.length * 2)))
    larger.set(this.#data.subarray(0, this.#size))
    this.#data = larger
  }
}

import { refuse } from './refuse.ts'
import { headerBytes, resentBit } from './opcodes.ts'

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** One request of the kernel. `at` offsets count from the end of the header. Valid only until the buffer is read into again. */
export class Request {
  readonly opcode: number
  readonly unique: bigint
  readonly ino: number
  #buffer: Buffer
  #end: number

  constructor(buffer: Buffer, end: number) {
    this.#buffer = buffer
    this.#end = end
    this.opcode = buffer.readUInt32LE(4)
    this.unique = buffer.readBigUInt64LE(8)
    this.ino = this.#number(16)
  }

  /** It was handed already to a process that ended before it answered. */
  get resent(): boolean {
    return (this.unique & resentBit) !== 0n
  }

  u32(at: number): number {
    return this.#buffer.readUInt32LE(headerBytes + at)
  }

  u64(at: number): number {
    return this.#number(headerBytes + at)
  }

  handle(at: number): bigint {
    return this.#buffer.readBigUInt64LE(headerBytes + at)
  }

  bytes(at: number, size: number): Buffer {
    return this.#buffer.subarray(headerBytes + at, headerBytes + at + size)
  }

  name(at: number): string {
    return this.names(at)[0] ?? ''
  }

  /** The zero-terminated names from an offset on. */
  names(at: number): string[] {
    const names: string[] = []
    for (let start = headerBytes + at; start < this.#end;) {
      const end = this.#buffer.indexOf(0, start)
      if (end < 0 || end >= this.#end) break
      names.push(this.#decode(start, end))
      start = end + 1
    }
    return names
  }

  #decode(start: number, end: number): string {
    try {
      return decoder.decode(this.#buffer.subarray(start, end))
    } catch (error) {
      if (error instanceof TypeError) throw refuse('EILSEQ')
      throw error
    }
  }

  #number(at: number): number {
    return this.#buffer.readUInt32LE(at) + this.#buffer.readUInt32LE(at + 4) * 2 ** 32
  }
}

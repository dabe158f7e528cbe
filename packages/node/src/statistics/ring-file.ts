import { closeSync, constants, fstatSync, ftruncateSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { archives, seriesFields, type SeriesKind } from './archives.ts'
import { consolidate, type Row } from './consolidate.ts'

/**
 * The statistics of one object: a file of fixed size with one ring per archive. A row is its time (u32) and then an
 * average and a maximum per field (f32, NaN: not measured); a row whose time is not the expected one is no data, so an
 * empty (sparse) file needs no filling and a torn write is at worst one wrong row.
 */
export class RingFile {
  readonly #fd: number
  readonly #fields: readonly string[]
  readonly #rowBytes: number
  readonly #offsets: readonly number[]

  readonly #size: number

  private constructor(fd: number, kind: SeriesKind) {
    this.#fd = fd
    this.#fields = seriesFields[kind]
    this.#rowBytes = 4 + this.#fields.length * 8
    let offset = 0
    this.#offsets = archives.map(({ rows }) => {
      const at = offset
      offset += rows * this.#rowBytes
      return at
    })
    this.#size = offset
  }

  /** For the process that writes; made when it is not there. */
  static openForWriting(path: string, kind: SeriesKind): RingFile {
    mkdirSync(dirname(path), { recursive: true, mode: 0o755 })
    const ring = new RingFile(openSync(path, constants.O_RDWR | constants.O_CREAT, 0o644), kind)
    if (fstatSync(ring.#fd).size < ring.#size) ftruncateSync(ring.#fd, ring.#size)
    return ring
  }

  /** For a reader; undefined when nothing was recorded yet. */
  static openForReading(path: string, kind: SeriesKind): RingFile | undefined {
    try {
      return new RingFile(openSync(path, constants.O_RDONLY), kind)
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
      throw error
    }
  }

  close(): void {
    closeSync(this.#fd)
  }

  /**
   * Records one row of the finest ring, and in each coarser ring the row of the span that it lies in, from what is known
   * of the span so far: no row depends on somebody measuring at the very end of its span.
   */
  record(row: Row): void {
    const time = row.time - (row.time % archives[0].step)
    this.#write(0, { ...row, time })
    let finer = time
    for (let archive = 1; archive < archives.length; archive += 1) {
      const step = archives[archive]?.step ?? 0
      const end = Math.ceil(time / step) * step
      const coarse = consolidate(end, this.read(archive - 1, end - step, finer), this.#fields)
      if (coarse) this.#write(archive, coarse)
      finer = end
    }
  }

  /** Rows after `from` up to and with `until` (seconds), oldest first, gaps left out. */
  read(archive: number, from: number, until: number): Row[] {
    const { step, rows } = archives[archive] ?? { step: 1, rows: 0 }
    const last = until - (until % step)
    const count = Math.min(rows, Math.floor((last - from) / step) + (from % step === 0 ? 0 : 1))
    if (count <= 0) return []
    const first = last - (count - 1) * step
    const bytes = this.#readRows(archive, (first / step) % rows, count, rows)
    const found: Row[] = []
    for (let at = 0; at < count; at += 1) {
      const row = this.#decode(bytes, at * this.#rowBytes, first + at * step)
      if (row) found.push(row)
    }
    return found
  }

  /** Rows from a place in the ring on, over its end to its beginning. */
  #readRows(archive: number, place: number, count: number, rows: number): Buffer {
    const bytes = Buffer.alloc(count * this.#rowBytes)
    const offset = this.#offsets[archive] ?? 0
    const upToEnd = Math.min(count, rows - place) * this.#rowBytes
    readSync(this.#fd, bytes, 0, upToEnd, offset + place * this.#rowBytes)
    if (upToEnd < bytes.length) readSync(this.#fd, bytes, upToEnd, bytes.length - upToEnd, offset)
    return bytes
  }

  #write(archive: number, row: Row): void {
    const { step, rows } = archives[archive] ?? { step: 1, rows: 1 }
    const bytes = Buffer.alloc(this.#rowBytes)
    bytes.writeUInt32LE(row.time, 0)
    for (const [at, field] of this.#fields.entries()) {
      bytes.writeFloatLE(row.average[field] ?? Number.NaN, 4 + at * 8)
      bytes.writeFloatLE(row.maximum[field] ?? row.average[field] ?? Number.NaN, 8 + at * 8)
    }
    writeSync(this.#fd, bytes, 0, bytes.length, (this.#offsets[archive] ?? 0) + ((row.time / step) % rows) * this.#rowBytes)
  }

  #decode(ring: Buffer, offset: number, time: number): Row | undefined {
    if (ring.readUInt32LE(offset) !== time) return undefined
    const average: Record<string, number> = {}
    const maximum: Record<string, number> = {}
    for (const [at, field] of this.#fields.entries()) {
      const value = ring.readFloatLE(offset + 4 + at * 8)
      if (Number.isNaN(value)) continue
      average[field] = value
      maximum[field] = ring.readFloatLE(offset + 8 + at * 8)
    }
    return { time, average, maximum }
  }
}

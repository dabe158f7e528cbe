import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import type { Entry } from './operation.ts'

/** A file whose entries are all applied begins anew when it has grown to this. */
const longestBytes = 8 * 1024 * 1024

/**
 * Entries that are in the order and not applied yet, in a file that only grows: one write for what arrives together is
 * a tenth of a transaction. Each line has a checksum, so that a line that was cut short by a crash is told from a whole
 * one. What was adopted from another node lies in the database, and begins a new generation: lines of older ones are void.
 */
export class PendingFile {
  #fd: number
  #bytes: number
  #path: string

  constructor(path: string) {
    this.#path = path
    this.#bytes = existsSync(path) ? wholeLines(readFileSync(path)).bytes : 0
    this.#fd = openSync(path, existsSync(path) ? 'r+' : 'wx+', 0o600)
    ftruncateSync(this.#fd, this.#bytes)
  }

  /** The entries of a generation from a number on, without a gap. */
  read(generation: number, from: number): Entry[] {
    const entries = new Map<number, Entry>()
    for (const line of wholeLines(readFileSync(this.#path)).lines) {
      const [of, index, id, body] = JSON.parse(line) as [number, number, string, string]
      if (of === generation) entries.set(index, { id, body })
    }
    const found: Entry[] = []
    for (let entry = entries.get(from); entry; entry = entries.get(from + found.length)) found.push(entry)
    return found
  }

  /** All of them or none. */
  append(generation: number, from: number, entries: readonly Entry[]): void {
    let text = ''
    for (const [at, { id, body }] of entries.entries()) text += lineOf(JSON.stringify([generation, from + at, id, body]))
    const bytes = Buffer.from(text)
    let written = 0
    try {
      while (written < bytes.length) written += writeSync(this.#fd, bytes, written, bytes.length - written, this.#bytes + written)
    } catch (error) {
      ftruncateSync(this.#fd, this.#bytes)
      throw error
    }
    this.#bytes += bytes.length
  }

  /** On disk, even through a loss of power, when it returns. */
  sync(): void {
    fsyncSync(this.#fd)
  }

  /** All entries are applied. */
  allApplied(): void {
    if (this.#bytes < longestBytes) return
    ftruncateSync(this.#fd, 0)
    this.#bytes = 0
  }

  close(): void {
    closeSync(this.#fd)
  }
}

const sumLength = 8

function lineOf(text: string): string {
  return `${crc32(text).toString(16).padStart(sumLength, '0')}${text}\n`
}

/** Up to the first line that is not what was written. */
function wholeLines(bytes: Buffer): { lines: string[]; bytes: number } {
  const lines: string[] = []
  let at = 0
  for (let end = bytes.indexOf(10, at); end >= 0; end = bytes.indexOf(10, at)) {
    const line = bytes.toString('utf8', at, end)
    if (lineOf(line.slice(sumLength)) !== `${line}\n`) break
    lines.push(line.slice(sumLength))
    at = end + 1
  }
  return { lines, bytes: at }
}

import { open, type FileHandle } from 'node:fs/promises'
import { Failure } from '@quorate/schema'
import type { FilePart } from '../driver.ts'

const block = 512
/** An OVA holds a description, its checksums and some disks. */
const mostMembers = 1000
const longestName = 4096
const longestExtension = 64 << 10

function numberAt(header: Buffer, offset: number, length: number): number {
  if (((header[offset] ?? 0) & 0x80) === 0) {
    const text = header
      .toString('latin1', offset, offset + length)
      .replace(/[\0 ]+$/, '')
      .trim()
    return /^[0-7]*$/.test(text) ? Number.parseInt(text || '0', 8) : Number.NaN
  }
  // Beyond 8 GiB the size is a binary number; six bytes are more than any file has.
  return header.subarray(offset + 1, offset + length - 6).some(byte => byte !== 0) ? Number.NaN : header.readUIntBE(offset + length - 6, 6)
}

function textAt(header: Buffer, offset: number, length: number): string {
  const bytes = header.subarray(offset, offset + length)
  const end = bytes.indexOf(0)
  return bytes.toString('utf8', 0, end < 0 ? length : end)
}

function isHeader(header: Buffer): boolean {
  const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 0x20 : byte), 0)
  return sum === numberAt(header, 148, 8)
}

/** `12 path=name\n` records of a POSIX extended header. */
function extended(text: string): Map<string, string> {
  const records = new Map<string, string>()
  for (let rest = text; rest !== '';) {
    const length = Number(/^(\d+) /.exec(rest)?.[1])
    if (!(length > 0)) break
    const pair = /^\d+ ([^=]+)=([^]*)\n$/.exec(rest.slice(0, length))
    if (pair) records.set(pair[1] as string, pair[2] as string)
    rest = rest.slice(length)
  }
  return records
}

/** A plain file name, without folders; undefined: not one. Nothing is ever written under it, but clients see it. */
function plainName(name: string): string | undefined {
  const leaf = name.replace(/^\.\//, '')
  return /^[^./\p{Cc}][^/\p{Cc},]*$/u.test(leaf) ? leaf : undefined
}

async function exactly(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await file.read(buffer, 0, length, offset)
  return buffer.subarray(0, bytesRead)
}

/**
 * The regular files in a tar archive with where their bytes lie, in the archive's order. Only headers are read. Files in
 * folders, links and devices are passed over. Fails when it is no archive or is cut off.
 */
export async function tarMembers(what: string, path: string): Promise<Map<string, FilePart>> {
  const broken = (why: string) => new Failure(`${what}: cannot be read as a tar archive: ${why}`)
  const members = new Map<string, FilePart>()
  const file = await open(path, 'r')
  try {
    const { size: end } = await file.stat()
    let name: string | undefined
    let size: number | undefined
    for (let at = 0, count = 0; at < end; count += 1) {
      if (count > mostMembers) throw broken(`it has more than ${mostMembers} members`)
      const header = await exactly(file, at, block)
      if (header.length < block) throw broken('it is cut off')
      if (header.every(byte => byte === 0)) break
      if (!isHeader(header)) throw broken(at === 0 ? 'it does not begin as one' : 'a header is damaged')
      const kind = String.fromCharCode(header[156] ?? 0)
      const length = size ?? numberAt(header, 124, 12)
      if (!Number.isSafeInteger(length) || length < 0 || at + block + length > end) throw broken('it is cut off or a size is wrong')
      const begin = at + block
      at = begin + Math.ceil(length / block) * block
      if (kind === 'L' || kind === 'x') {
        if (length > (kind === 'L' ? longestName : longestExtension)) throw broken('a name is too long')
        const text = (await exactly(file, begin, length)).toString('utf8')
        const records = kind === 'x' ? extended(text) : new Map([['path', text.replace(/\0[^]*$/, '')]])
        name = records.get('path') ?? name
        size = records.has('size') ? Number(records.get('size')) : undefined
        continue
      }
      const prefix = textAt(header, 257, 5) === 'ustar' ? textAt(header, 345, 155) : ''
      const leaf = plainName(name ?? (prefix ? `${prefix}/` : '') + textAt(header, 0, 100))
      if (leaf !== undefined && (kind === '0' || kind === '\0') && !members.has(leaf)) members.set(leaf, { offset: begin, length })
      if (kind !== 'g') [name, size] = [undefined, undefined]
    }
    return members
  } finally {
    await file.close()
  }
}

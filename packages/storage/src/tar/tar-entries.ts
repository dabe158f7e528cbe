import { open, type FileHandle } from 'node:fs/promises'
import { Failure } from '@quorate/schema'
import type { FilePart } from '../driver.ts'
import { extendedRecords, isHeader, nameAt, numberAt, tarBlock } from './header.ts'

const longestName = 4096
const longestExtension = 64 << 10

export interface TarEntry extends FilePart {
  /** As it stands in the archive: not to be trusted, nothing is to be written under it. */
  readonly name: string
  readonly kind: 'file' | 'other'
}

async function exactly(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await file.read(buffer, 0, length, offset)
  return buffer.subarray(0, bytesRead)
}

/**
 * What lies in a tar archive and where, in the archive's order. Only headers are read. Fails when it is no archive, is
 * cut off, or has more members than `most`.
 */
export async function* tarEntries(what: string, path: string, most: number): AsyncGenerator<TarEntry, void, undefined> {
  const broken = (why: string) => new Failure(`${what}: cannot be read as a tar archive: ${why}`)
  const file = await open(path, 'r')
  try {
    const { size: end } = await file.stat()
    let name: string | undefined
    let size: number | undefined
    for (let at = 0, count = 0; at < end; count += 1) {
      if (count > most) throw broken(`it has more than ${most} members`)
      const header = await exactly(file, at, tarBlock)
      if (header.length < tarBlock) throw broken('it is cut off')
      if (header.every(byte => byte === 0)) break
      if (!isHeader(header)) throw broken(at === 0 ? 'it does not begin as one' : 'a header is damaged')
      const kind = String.fromCharCode(header[156] ?? 0)
      const length = size ?? numberAt(header, 124, 12)
      const offset = at + tarBlock
      if (!Number.isSafeInteger(length) || length < 0 || offset + length > end) throw broken('it is cut off or a size is wrong')
      at = offset + Math.ceil(length / tarBlock) * tarBlock
      if (kind === 'L' || kind === 'x') {
        if (length > (kind === 'L' ? longestName : longestExtension)) throw broken('a name is too long')
        const text = (await exactly(file, offset, length)).toString('utf8')
        const records = kind === 'x' ? extendedRecords(text) : new Map([['path', text.replace(/\0[^]*$/, '')]])
        name = records.get('path') ?? name
        size = records.has('size') ? Number(records.get('size')) : undefined
        continue
      }
      if (kind === 'g' || kind === 'K') continue
      yield { name: name ?? nameAt(header), kind: kind === '0' || kind === '\0' ? 'file' : 'other', offset, length }
      ;[name, size] = [undefined, undefined]
    }
  } finally {
    await file.close()
  }
}

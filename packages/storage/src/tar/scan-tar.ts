import { Failure } from '@quorate/schema'
import { BlockReader } from './block-reader.ts'
import { extendedRecords, isHeader, nameAt, numberAt, tarBlock } from './header.ts'

const longestExtension = 1 << 20

export interface ScannedEntry {
  /** Without `./` at the front and `/` at the end; not to be trusted. */
  readonly path: string
  /** bytes */
  readonly size: number
}

/** What a stream holds that is a tar archive, in its order; contents are passed over. Fails when it is none, is cut off, or has more than `most` members. */
export async function* scanTar(what: string, source: AsyncIterable<Buffer>, most: number): AsyncGenerator<ScannedEntry, void, undefined> {
  const broken = (why: string) => new Failure(`${what}: cannot be read as a tar archive: ${why}`)
  const reader = new BlockReader(source)
  let records = new Map<string, string>()
  for (let count = 0; ; count += 1) {
    if (count > most) throw broken(`it has more than ${most} members`)
    const header = await reader.take(tarBlock)
    // Some writers leave out what stands at the end.
    if (header.length === 0 && count > 0) return
    if (header.length < tarBlock) throw broken('it is cut off')
    if (header.every(byte => byte === 0)) break
    if (!isHeader(header)) throw broken(count === 0 ? 'it does not begin as one' : 'a header is damaged')
    const kind = String.fromCharCode(header[156] ?? 0)
    const size = Number(records.get('size') ?? numberAt(header, 124, 12))
    if (!Number.isSafeInteger(size) || size < 0) throw broken('a size is wrong')
    const stored = Math.ceil(size / tarBlock) * tarBlock
    if (kind === 'x' || kind === 'L') {
      if (stored > longestExtension) throw broken('a header is too long')
      const text = (await reader.take(stored)).toString('utf8', 0, size)
      if (kind === 'x') records = new Map([...records, ...extendedRecords(text)])
      else records.set('path', text.replace(/\0[^]*$/, ''))
      continue
    }
    if ((await reader.skip(stored)) < stored) throw broken('it is cut off')
    if (kind === 'K' || kind === 'g') continue
    yield { path: (records.get('path') ?? nameAt(header)).replace(/^(?:\.\/)+/, '').replace(/\/+$/, ''), size }
    records = new Map()
  }
  // What follows is read too, so that who sums up the stream sees all of it.
  await reader.skip(Number.MAX_SAFE_INTEGER)
}

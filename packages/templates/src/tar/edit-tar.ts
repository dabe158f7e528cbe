import { BlockReader, extendedRecords, isHeader, nameAt, numberAt, tarBlock } from '@quorate/storage'
import { Failure } from '@quorate/schema'
import { tarEnd, tarHeader, tarPadding } from './tar-header.ts'

/** A file with that text, a symbolic link, or a folder. Owned by root. Folders above it are made where the archive has none. */
export type TarFile =
  | { readonly path: string; readonly text: string; readonly mode?: number }
  | { readonly path: string; readonly link: string }
  | { readonly path: string; readonly folder: true }

/** Paths have no `./` at the front and no `/` at the end. What is added takes the place of what has its name. */
export interface TarEdits {
  drop(path: string): boolean
  readonly add: readonly TarFile[]
}

const longestExtension = 1 << 20
const broken = (why: string) => new Failure(`the archive of the new system cannot be read: ${why}`)

function foldersAbove(path: string): string[] {
  const parts = path.split('/').slice(0, -1)
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}

function* added(files: readonly TarFile[], folders: Set<string>, mtime: number): Generator<Buffer> {
  for (const file of files) {
    const above = [...foldersAbove(file.path), ...('folder' in file ? [file.path] : [])]
    for (const path of above.filter(one => !folders.has(one))) {
      folders.add(path)
      yield tarHeader({ path: `./${path}/`, kind: 'folder', mode: 0o755, size: 0, mtime })
    }
    if ('folder' in file) continue
    const path = `./${file.path}`
    if ('link' in file) {
      yield tarHeader({ path, kind: 'link', mode: 0o777, size: 0, mtime, target: file.link })
      continue
    }
    const content = Buffer.from(file.text)
    yield tarHeader({ path, kind: 'file', mode: file.mode ?? 0o644, size: content.length, mtime })
    yield Buffer.concat([content, tarPadding(content.length)])
  }
}

/** Passes an archive on, without what is to be dropped and with what is to be added. `mtime` is that of what is added: seconds since 1970. */
export async function* editTar(source: AsyncIterable<Buffer>, edits: TarEdits, mtime: number): AsyncGenerator<Buffer, void, undefined> {
  const replaced = new Set(edits.add.filter(file => !('folder' in file)).map(({ path }) => path))
  const reader = new BlockReader(source)
  const folders = new Set<string>()
  /** Headers that belong to the next member, with what they say about it. */
  let ahead: Buffer[] = []
  let records = new Map<string, string>()
  for (;;) {
    const header = await reader.take(tarBlock)
    if (header.length < tarBlock) throw broken('it is cut off')
    if (header.every(byte => byte === 0)) break
    if (!isHeader(header)) throw broken('a header is damaged')
    const kind = String.fromCharCode(header[156] ?? 0)
    const size = Number(records.get('size') ?? numberAt(header, 124, 12))
    if (!Number.isSafeInteger(size) || size < 0) throw broken('a size is wrong')
    const stored = Math.ceil(size / tarBlock) * tarBlock
    if (kind === 'x' || kind === 'L' || kind === 'K') {
      if (stored > longestExtension) throw broken('a header is too long')
      const data = await reader.take(stored)
      const text = data.toString('utf8', 0, size)
      if (kind === 'x') records = new Map([...records, ...extendedRecords(text)])
      if (kind === 'L') records.set('path', text.replace(/\0[^]*$/, ''))
      ahead.push(header, data)
      continue
    }
    const path = (records.get('path') ?? nameAt(header)).replace(/^(?:\.\/)+/, '').replace(/\/+$/, '')
    const kept = !edits.drop(path) && !replaced.has(path)
    if (kept && kind === '5') folders.add(path)
    if (kept) yield Buffer.concat([...ahead, header])
    let passed = 0
    for await (const part of reader.pass(stored)) {
      passed += part.length
      if (kept) yield part
    }
    if (passed < stored) throw broken('it is cut off')
    ahead = []
    records = new Map()
  }
  yield* added(edits.add, folders, mtime)
  yield tarEnd
}

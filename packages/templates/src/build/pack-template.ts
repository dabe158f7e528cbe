import { createReadStream, createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { constants, createZstdCompress } from 'node:zlib'
import type { Work } from '@quorate/storage'
import { editTar, type TarEdits } from '../tar/edit-tar.ts'

const compression = { params: { [constants.ZSTD_c_compressionLevel]: 12, [constants.ZSTD_c_checksumFlag]: 1 } }

/** Writes the template to a path that is not there yet. `mtime` is that of what is added: seconds since 1970. */
export async function packTemplate(work: Work, archive: string, path: string, edits: TarEdits, mtime: number): Promise<void> {
  const { size } = await stat(archive)
  const source = createReadStream(archive, { highWaterMark: 1 << 20 })
  let done = 0
  const counted = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      done += chunk.length
      work.progress(done, size, 'bytes', 'packing')
      yield chunk
    }
  }
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600 })
  try {
    await pipeline(editTar(counted(), edits, mtime), createZstdCompress(compression), file, { signal: work.signal })
  } finally {
    source.destroy()
  }
}

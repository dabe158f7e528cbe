import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { PassThrough, Readable } from 'node:stream'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import { describeBytes, Failure } from '@quorate/schema'
import type { OciLayer } from './read-oci-archive.ts'

export interface LayerOptions {
  readonly signal: AbortSignal
  /** Bytes, unpacked; more is a failure: an archive may unpack to a thousand times its size. */
  readonly most: number
}

const unpackers = { gzip: createGunzip, zstd: createZstdDecompress, none: () => new PassThrough() }

/** Passes everything on; fails at the end when it does not fit the digest. */
async function* summed(source: AsyncIterable<Buffer>, digest: string | undefined): AsyncGenerator<Buffer, void, undefined> {
  const [algorithm = 'sha256', expected] = digest?.split(':') ?? []
  const hash = createHash(algorithm)
  for await (const chunk of source) {
    hash.update(chunk)
    yield chunk
  }
  if (expected !== undefined && hash.digest('hex') !== expected) throw new Failure('its content does not fit its digest')
}

async function* unpacked(path: string, layer: OciLayer, { signal, most }: LayerOptions): AsyncGenerator<Buffer, void, undefined> {
  const { offset, length, digest, compression, diffId } = layer
  if (length === 0) throw new Failure('it is empty')
  const source = createReadStream(path, { start: offset, end: offset + length - 1, highWaterMark: 1 << 20, signal })
  const packed = Readable.from(summed(source as AsyncIterable<Buffer>, digest), { objectMode: false })
  const unpacker = unpackers[compression]()
  packed.once('error', error => unpacker.destroy(error))
  try {
    let done = 0
    for await (const chunk of summed(packed.pipe(unpacker) as AsyncIterable<Buffer>, diffId)) {
      done += chunk.length
      if (done > most) throw new Failure(`refused, unpacked it has more than ${describeBytes(most)}`)
      yield chunk
    }
    // An unpacker stops where its own format ends: what lies behind it was in no sum yet.
    if (!packed.readableEnded) throw new Failure('there is something behind its end')
  } finally {
    for (const stream of [unpacker, packed, source]) stream.destroy()
  }
}

async function* told(what: string, chunks: AsyncIterable<Buffer>, signal: AbortSignal): AsyncGenerator<Buffer, void, undefined> {
  try {
    yield* chunks
  } catch (error) {
    throw new Failure(`${what} ${signal.aborted ? 'was not read: the operation was aborted' : 'cannot be unpacked'}`, { cause: error })
  }
}

/**
 * The unpacked tar archive of a layer, as a stream. It ends well only when all of it was read and fits the digests: what
 * was made of it before must go when it fails. `what`: how messages call the image; `path`: its archive.
 */
export function openLayer(what: string, path: string, layer: OciLayer, options: LayerOptions): Readable {
  const name = `${what}, layer ${layer.digest.slice(0, 19)}`
  return Readable.from(told(name, unpacked(path, layer, options), options.signal), { objectMode: false })
}

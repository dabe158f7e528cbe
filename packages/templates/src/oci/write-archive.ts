import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { describeBytes, Failure } from '@quorate/schema'
import { shownUrl, type Descriptor, type Work } from '@quorate/storage'
import { tarEnd, tarHeader, tarPadding } from '../tar/tar-header.ts'
import type { FoundImage } from './find-image.ts'
import type { Registry } from './registry.ts'

/** The bytes of a blob, which fit its size and digest or fail at the end. */
async function* blob(registry: Registry, { digest, size }: Descriptor, received: (bytes: number) => void): AsyncGenerator<Buffer> {
  const url = registry.url(`blobs/${digest}`)
  const response = await registry.get(url)
  const [algorithm = '', expected] = digest.split(':')
  const hash = createHash(algorithm)
  let done = 0
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      done += chunk.length
      if (done > size) throw new Failure(`blob ${digest}: refused, it is longer than the ${describeBytes(size)} that were told`)
      hash.update(chunk)
      received(chunk.length)
      yield chunk
    }
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new Failure(`download of '${shownUrl(url)}' broke off`, { cause: error })
  } finally {
    response.destroy()
  }
  if (done !== size) throw new Failure(`download of '${shownUrl(url)}' broke off after ${done} of ${size} bytes`)
  if (hash.digest('hex') !== expected) throw new Failure(`blob ${digest}: its content does not fit its digest`)
}

const name = (digest: string) => `blobs/${digest.replace(':', '/')}`

/** Every blob once: layers that are alike share theirs. */
export function blobsOf({ manifest }: FoundImage): Descriptor[] {
  return [...new Map([manifest.config, ...manifest.layers].map(one => [one.digest, one])).values()]
}

async function* archive(registry: Registry, image: FoundImage, work: Work, mtime: number): AsyncGenerator<Buffer> {
  const { tag } = registry.reference
  const whole = function* (path: string, content: Buffer): Generator<Buffer> {
    yield tarHeader({ path, kind: 'file', mode: 0o644, size: content.length, mtime })
    yield Buffer.concat([content, tarPadding(content.length)])
  }
  const { descriptor, bytes } = image
  const manifests = [{ ...descriptor, annotations: { 'org.opencontainers.image.ref.name': tag } }]
  const index = { schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests }
  yield* whole('oci-layout', Buffer.from('{"imageLayoutVersion":"1.0.0"}'))
  yield* whole('index.json', Buffer.from(JSON.stringify(index)))
  yield* whole(name(descriptor.digest), bytes)
  const blobs = blobsOf(image)
  const total = blobs.reduce((sum, { size }) => sum + size, 0)
  let done = 0
  for (const one of blobs) {
    yield tarHeader({ path: name(one.digest), kind: 'file', mode: 0o644, size: one.size, mtime })
    yield* blob(registry, one, received => {
      done += received
      work.progress(done, total, 'bytes', 'downloading')
    })
    yield tarPadding(one.size)
  }
  yield tarEnd
}

/** Writes an image as an OCI archive to a path that is not there yet. `mtime`: seconds since 1970. */
export async function writeArchive(registry: Registry, image: FoundImage, work: Work, path: string, mtime: number): Promise<void> {
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600 })
  await pipeline(archive(registry, image, work, mtime), file, { signal: work.signal })
}

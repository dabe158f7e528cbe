import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import { errorCode, type Host } from '@quorate/host'
import { describeBytes, Failure } from '@quorate/schema'
import type { StorageService } from '../storage-service.ts'
import type { Work } from '../work.ts'
import { compareChecksum, type ExpectedChecksum } from './checksum.ts'
import { httpGet, readUrl, shownUrl } from './http-get.ts'
import { newFile, type NewFile } from './new-file.ts'
import { refuseBadImport } from './take-upload.ts'

export interface DownloadRequest {
  readonly url: string
  readonly verifyCertificates: boolean
  readonly expected?: ExpectedChecksum
  /** The file is unpacked while it arrives; the checksum is of what arrives. */
  readonly compression?: Compression
}

export type Compression = 'gz' | 'zst'

const unpackers = { gz: createGunzip, zst: createZstdDecompress }

/** Counts and sums up what passes. */
function meter(
  work: Work,
  total: number,
  hash: ReturnType<typeof createHash> | undefined,
): Transform & { readonly received: () => number } {
  let done = 0
  const through = new Transform({
    transform(chunk: Buffer, _, next) {
      done += chunk.length
      hash?.update(chunk)
      work.progress(done, total, 'bytes', 'downloading')
      next(null, chunk)
    },
  })
  return Object.assign(through, { received: () => done })
}

async function receive(response: Readable, path: string, work: Work, total: number, request: DownloadRequest): Promise<void> {
  const hash = request.expected && createHash(request.expected.algorithm)
  const counted = meter(work, total, hash)
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600 })
  try {
    if (request.compression) await pipeline(response, counted, unpackers[request.compression](), file, { signal: work.signal })
    else await pipeline(response, counted, file, { signal: work.signal })
  } catch (error) {
    if (work.signal.aborted || errorCode(error) === 'ENOSPC') throw error
    throw new Failure(`download of '${shownUrl(readUrl(request.url))}' broke off`, { cause: error })
  }
  if (total > 0 && counted.received() !== total) {
    throw new Failure(`download of '${shownUrl(readUrl(request.url))}' broke off after ${counted.received()} of ${total} bytes`)
  }
  if (request.expected && hash) compareChecksum(`download of '${shownUrl(readUrl(request.url))}'`, request.expected, hash.digest('hex'))
}

/** Fetches a file to its place on a storage; nothing of it is there until it is whole and right. */
export async function downloadUrl(
  service: StorageService,
  host: Host,
  work: Work,
  file: NewFile,
  request: DownloadRequest,
): Promise<string> {
  const { url, verifyCertificates } = request
  work.log(`downloading ${shownUrl(readUrl(url))} to ${file.storage}:${file.content}/${file.name}`)
  return await newFile(service, work, file, async path => {
    const { response } = await httpGet({ method: 'GET', url, verifyCertificates, signal: work.signal })
    try {
      const total = Number(response.headers['content-length'] ?? 0)
      const { available } = await service.status(file.storage)
      if (available !== undefined && total > available) {
        throw new Failure(
          `no space left on storage '${file.storage}': the file has ${describeBytes(total)}, free are ${describeBytes(available)}`,
        )
      }
      if (total > 0) work.log(`size ${describeBytes(total)}`)
      await receive(response, path, work, total, request)
    } finally {
      response.destroy()
    }
    if (request.expected) work.log(`${request.expected.algorithm} checksum is right`)
    await refuseBadImport(host, file, path)
  })
}

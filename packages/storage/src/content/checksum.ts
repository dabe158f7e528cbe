import { createHash, timingSafeEqual } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { Failure } from '@quorate/schema'

export type ChecksumAlgorithm = 'md5' | 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512'

export interface ExpectedChecksum {
  readonly algorithm: ChecksumAlgorithm
  /** hex */
  readonly checksum: string
}

/** Fails when what was read is not what was expected. */
export function compareChecksum(what: string, expected: ExpectedChecksum, found: string): void {
  const [want, got] = [expected.checksum.trim().toLowerCase(), found].map(text => Buffer.from(text)) as [Buffer, Buffer]
  if (want.length === got.length && timingSafeEqual(want, got)) return
  throw new Failure(`${what}: checksum mismatch: got '${found}', expected '${expected.checksum.trim()}' (${expected.algorithm})`)
}

export async function verifyFile(
  what: string,
  path: string,
  expected: ExpectedChecksum,
  options: { signal: AbortSignal; progress(done: number): void },
): Promise<void> {
  const hash = createHash(expected.algorithm)
  let done = 0
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, signal: options.signal })) {
    hash.update(chunk as Buffer)
    done += (chunk as Buffer).length
    options.progress(done)
  }
  compareChecksum(what, expected, hash.digest('hex'))
}

import { open } from 'node:fs/promises'
import { Failure } from '@quorate/schema'
import { tarEntries } from '@quorate/storage'

/** How an archive's bytes are packed. */
export type Packing = 'none' | 'gzip' | 'zstd' | 'xz' | 'bzip2' | 'lz4' | 'lzop'

const magics: readonly (readonly [Packing, number, string])[] = [
  ['gzip', 0, '1f8b'],
  ['zstd', 0, '28b52ffd'],
  ['xz', 0, 'fd377a585a00'],
  ['bzip2', 0, '425a68'],
  ['lz4', 0, '04224d18'],
  ['lzop', 0, '894c5a4f000d0a1a0a'],
  ['none', 257, '7573746172'],
]
const longest = 512

/** What an archive is packed by, told by its first bytes: names lie. Fails when it is no archive that can be unpacked. */
export async function packingOf(what: string, path: string): Promise<Packing> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(longest), 0, longest, 0)
    const start = buffer.subarray(0, bytesRead)
    const found = magics.find(([, at, hex]) => start.subarray(at, at + hex.length / 2).toString('hex') === hex)
    if (found) return found[0]
    throw new Failure(`${what} is no tar archive, nor one that is packed by gzip, zstd, xz, bzip2, lz4 or lzop`)
  } finally {
    await file.close()
  }
}

/** Descriptions of images stand among the first members. */
const soonest = 500

/** Is an unpacked archive an image in the OCI layout, and not a root file system? */
export async function isOciArchive(what: string, path: string): Promise<boolean> {
  let count = 0
  for await (const { name } of tarEntries(what, path, soonest + 1)) {
    const member = name.replace(/^(?:\.\/)+/, '')
    if (member === 'oci-layout') return true
    if (!/^(?:blobs\/.*|blobs|index\.json|manifest\.json|repositories|)$/.test(member)) return false
    if (++count > soonest) return false
  }
  return false
}

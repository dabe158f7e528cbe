import { createHash } from 'node:crypto'
import { Failure } from '@quorate/schema'
import {
  chooseManifest,
  indexTypes,
  isIndex,
  manifestTypes,
  readJson,
  readManifest,
  type Descriptor,
  type Manifest,
} from '@quorate/storage'
import type { Registry } from './registry.ts'

const longestManifest = 4 << 20
const deepest = 3

export interface FoundImage {
  readonly descriptor: Descriptor
  /** The manifest's bytes, as its digest counts them. */
  readonly bytes: Buffer
  readonly manifest: Manifest
}

const sha256 = (bytes: Buffer) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`

/** The image of that tag that is for Linux on this processor (`amd64`). */
export async function findImage(registry: Registry, what: string, architecture: string): Promise<FoundImage> {
  let named = registry.reference.tag
  let expected: string | undefined
  for (let depth = 0; depth <= deepest; depth += 1) {
    const { body, headers } = await registry.read(registry.url(`manifests/${named}`), longestManifest, [...manifestTypes, ...indexTypes])
    const said = headers['docker-content-digest']?.toString()
    expected ??= said?.startsWith('sha256:') ? said : undefined
    if (expected !== undefined && expected !== digestLike(expected, body))
      throw new Failure(`${what}: the content of its manifest does not fit the digest ${expected}`)
    const value = readJson(`${what}, manifest`, body)
    const type = headers['content-type']?.split(';')[0]?.trim()
    if (!isIndex(value, type)) {
      const mediaType = type !== undefined && manifestTypes.includes(type) ? type : (manifestTypes[0] ?? '')
      return {
        descriptor: { mediaType, digest: sha256(body), size: body.length },
        bytes: body,
        manifest: readManifest(`${what}, manifest`, value),
      }
    }
    const chosen = chooseManifest(what, value, architecture)
    ;[named, expected] = [chosen.digest, chosen.digest]
  }
  throw new Failure(`${what}: its lists of images are nested too deeply`)
}

/** Digest of bytes, of the kind of another one. */
function digestLike(digest: string, bytes: Buffer): string {
  const [algorithm = ''] = digest.split(':')
  return `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`
}

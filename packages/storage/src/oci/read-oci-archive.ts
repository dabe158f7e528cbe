import { createHash } from 'node:crypto'
import { Failure } from '@quorate/schema'
import type { FilePart } from '../driver.ts'
import { readBytes } from '../image/read-bytes.ts'
import { tarEntries } from '../tar/tar-entries.ts'
import { readJson, type Descriptor, type JsonObject } from './descriptor.ts'
import { readImageConfig, type ImageConfig } from './image-config.ts'
import { chooseManifest, isIndex, readManifest } from './manifest.ts'
import { layerCompression, type LayerCompression } from './media-types.ts'

/** A layer of an image: a tar archive, where it lies in the image's own. */
export interface OciLayer extends FilePart {
  readonly mediaType: string
  readonly compression: LayerCompression
  /** Of the bytes as they lie there. */
  readonly digest: string
  /** Of the archive once it is unpacked; undefined: not told. */
  readonly diffId?: string
}

export interface OciImage {
  readonly config: ImageConfig
  /** The lowest first. */
  readonly layers: readonly OciLayer[]
}

const mostMembers = 10_000
/** Descriptions are some kilobytes. */
const longestJson = 4 << 20
/** A list of images may name lists. */
const deepest = 3

type Members = ReadonlyMap<string, FilePart>

async function jsonAt(what: string, path: string, { offset, length }: FilePart, digest?: string): Promise<JsonObject> {
  if (length > longestJson) throw new Failure(`${what}: it is longer than ${longestJson >> 20} MiB`)
  const bytes = await readBytes(path, offset, length)
  if (digest !== undefined) {
    const [algorithm = '', expected] = digest.split(':')
    if (createHash(algorithm).update(bytes).digest('hex') !== expected) throw new Failure(`${what}: its content does not fit its digest`)
  }
  return readJson(what, bytes)
}

function blobOf(what: string, members: Members, { digest, size }: Descriptor): FilePart {
  const part = members.get(`blobs/${digest.replace(':', '/')}`)
  if (!part) throw new Failure(`${what}: the blob ${digest} is missing in it`)
  if (part.length !== size) throw new Failure(`${what}: the blob ${digest} has ${part.length} bytes, not ${size}`)
  return part
}

/**
 * What lies in a container image that is an OCI archive: a layout of `index.json` and `blobs/` in a tar. Only
 * descriptions are read, and each fits its digest; layers are read and checked by `openLayer`. `architecture`: `amd64`.
 */
export async function readOciArchive(what: string, path: string, architecture: string): Promise<OciImage> {
  const members = new Map<string, FilePart>()
  for await (const { name, kind, offset, length } of tarEntries(what, path, mostMembers)) {
    const member = name.replace(/^(?:\.\/)+/, '')
    if (kind === 'file' && !members.has(member)) members.set(member, { offset, length })
  }
  const index = members.get('index.json')
  if (!members.has('oci-layout') || !index) throw new Failure(`${what}: it is no OCI archive`)
  let found = await jsonAt(`${what}, index`, path, index)
  for (let depth = 0; isIndex(found); depth += 1) {
    if (depth > deepest) throw new Failure(`${what}: its lists of images are nested too deeply`)
    const chosen = chooseManifest(what, found, architecture)
    found = await jsonAt(`${what}, manifest`, path, blobOf(what, members, chosen), chosen.digest)
  }
  const manifest = readManifest(`${what}, manifest`, found)
  const part = blobOf(what, members, manifest.config)
  const config = readImageConfig(`${what}, config`, await jsonAt(`${what}, config`, path, part, manifest.config.digest))
  if (config.diffIds.length > 0 && config.diffIds.length !== manifest.layers.length) {
    throw new Failure(`${what}: its config tells of ${config.diffIds.length} layers, its manifest of ${manifest.layers.length}`)
  }
  const layers = manifest.layers.map((layer, at) => {
    const diffId = config.diffIds[at]
    const { mediaType, digest } = layer
    const compression = layerCompression(mediaType) ?? 'none'
    return { ...blobOf(what, members, layer), mediaType, compression, digest, ...(diffId !== undefined && { diffId }) }
  })
  return { config, layers }
}

import { Failure } from '@quorate/schema'
import { isObject, readDescriptor, type Descriptor, type JsonObject } from './descriptor.ts'
import { indexTypes, layerCompression, manifestTypes } from './media-types.ts'

/** More than any engine can stack. */
const mostLayers = 500
const mostManifests = 1000

export interface Manifest {
  readonly config: Descriptor
  /** The lowest first. */
  readonly layers: readonly Descriptor[]
}

/** Pure. Fails when it is none, or has a layer that cannot be unpacked. */
export function readManifest(what: string, value: JsonObject): Manifest {
  if (!isObject(value.config) || !Array.isArray(value.layers)) throw new Failure(`${what}: it is no manifest of an image`)
  if (value.layers.length > mostLayers) throw new Failure(`${what}: it has more than ${mostLayers} layers`)
  const layers = value.layers.map((layer, index) => readDescriptor(`${what}, layer ${index + 1}`, layer))
  const unknown = layers.find(({ mediaType }) => layerCompression(mediaType) === undefined)
  if (unknown) throw new Failure(`${what}: a layer of type '${unknown.mediaType}' cannot be unpacked: this is no image of a container`)
  return { config: readDescriptor(`${what}, config`, value.config), layers }
}

/** What a JSON text is that a registry or an archive calls a manifest. */
export function isIndex(value: JsonObject, mediaType?: string): boolean {
  return indexTypes.includes(mediaType ?? String(value.mediaType)) || (!isObject(value.config) && Array.isArray(value.manifests))
}

const attestation = 'unknown'

/** The one image among several that is for Linux on this processor (`amd64`). Pure. Fails when there is none. */
export function chooseManifest(what: string, value: JsonObject, architecture: string): Descriptor {
  const listed = Array.isArray(value.manifests) ? value.manifests : []
  if (listed.length > mostManifests) throw new Failure(`${what}: it has more than ${mostManifests} images`)
  const all = listed.map((one, index) => readDescriptor(`${what}, image ${index + 1}`, one))
  const usable = all.filter(
    ({ mediaType, platform }) => [...manifestTypes, ...indexTypes].includes(mediaType) && platform?.os !== attestation,
  )
  const fitting = usable.find(({ platform }) => platform?.os === 'linux' && platform.architecture === architecture)
  const only = usable.length === 1 && usable[0]?.platform === undefined ? usable[0] : undefined
  const found = fitting ?? only
  if (found) return found
  const there = usable.map(({ platform }) => (platform ? `${platform.os}/${platform.architecture}` : 'unknown')).slice(0, 20)
  throw new Failure(
    `${what}: it has no image for linux/${architecture}${there.length > 0 ? `, only for ${[...new Set(there)].join(', ')}` : ''}`,
  )
}

import { demand, isForeignVolume, isWord } from '@quorate/guest'
import { isStorageId } from '@quorate/storage'
import type { IncomingRequest, WantedVolume } from '../../migration/wire.ts'

const bytes = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0

/** An image is sent block by block into one of the same size; a tree may have no size. */
function isVolume(value: unknown): value is WantedVolume {
  const { volid, kind, storage, format, name, sizeBytes, usedBytes } = value as Partial<WantedVolume>
  const sized = bytes(sizeBytes) && bytes(usedBytes)
  return (
    isForeignVolume(volid) &&
    (kind === 'image' ? format === 'raw' : kind === 'tree' && (format === 'raw' || format === 'subvol')) &&
    typeof storage === 'string' &&
    isStorageId(storage) &&
    (name === undefined || /^[\w.-]{1,120}$/.test(name)) &&
    sized &&
    (sizeBytes !== 0 || format === 'subvol')
  )
}

function onlyKnown({ volid, kind, storage, format, name, sizeBytes, usedBytes }: WantedVolume): WantedVolume {
  return {
    volid,
    kind,
    storage,
    sizeBytes,
    usedBytes,
    ...(format === undefined ? {} : { format }),
    ...(name === undefined ? {} : { name }),
  }
}

/** What another cluster sends is not to be trusted further than its token: read with care, and only what is known. */
export function readRequest(given: unknown, session: string): IncomingRequest {
  demand(typeof given === 'object' && given !== null, 'no request')
  const { config, volumes, runs, source, upid } = given as Partial<IncomingRequest>
  demand(typeof config === 'string' && config.length < 1 << 20, 'config')
  demand(Array.isArray(volumes) && volumes.every(isVolume), 'volumes')
  demand(new Set(volumes.map(({ volid }) => volid)).size === volumes.length, 'a volume twice')
  demand(isWord(source) && isWord(upid), 'a source that can be named')
  return {
    session,
    source,
    authid: '',
    upid,
    config,
    volumes: volumes.map(onlyKnown),
    sharedStorages: [],
    runs: runs === true,
    insecure: true,
  }
}

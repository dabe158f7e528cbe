import { Failure } from '@quorate/schema'
import { isStorageId } from '@quorate/storage'
import type { IncomingRequest, WantedVolume } from '../../migration/wire.ts'

const kinds: ReadonlySet<string> = new Set(['mirror', 'copy', 'empty'])
const formats: ReadonlySet<string> = new Set(['raw', 'qcow2', 'vmdk'])

function must(fits: boolean, what: string): asserts fits {
  if (!fits) throw new Failure(`the source asks for what cannot be: ${what}`, { status: 400 })
}

function isVolume(value: unknown): value is WantedVolume {
  const { volid, kind, key, storage, format, name, sizeBytes } = value as Partial<WantedVolume>
  return (
    typeof volid === 'string' &&
    kinds.has(String(kind)) &&
    (key === undefined || /^[a-z]+\d+$/.test(key)) &&
    typeof storage === 'string' &&
    isStorageId(storage) &&
    (format === undefined || formats.has(format)) &&
    (name === undefined || /^[\w.-]{1,120}$/.test(name)) &&
    Number.isSafeInteger(sizeBytes) &&
    (sizeBytes as number) > 0
  )
}

/** Nothing but what is known: a size of the file, say, would let the source write an image's header. */
function onlyKnown({ volid, kind, key, storage, format, name, sizeBytes }: WantedVolume): WantedVolume {
  return {
    volid,
    kind,
    storage,
    sizeBytes,
    ...(key === undefined ? {} : { key }),
    ...(format === undefined ? {} : { format }),
    ...(name === undefined ? {} : { name }),
  }
}

/** What another cluster sends is not to be trusted further than its token: read with care, and only what is known. */
export function readRequest(given: unknown, session: string): IncomingRequest {
  must(typeof given === 'object' && given !== null, 'no request')
  const { config, volumes, running, source, upid } = given as Partial<IncomingRequest>
  must(typeof config === 'string' && config.length < 1 << 20, 'config')
  must(Array.isArray(volumes) && volumes.every(isVolume), 'volumes')
  must(new Set(volumes.map(({ volid }) => volid)).size === volumes.length, 'a volume twice')
  if (running !== undefined) {
    const { form, standing, processor } = running
    must(typeof form?.machine === 'string' && typeof form.cpu === 'string' && typeof form.nicMtus === 'object', 'running form')
    must(standing === 'running' || standing === 'paused', 'standing')
    must(typeof processor === 'string', 'processor')
  }
  return {
    session,
    source: String(source),
    authid: '',
    upid: String(upid),
    config,
    volumes: volumes.map(onlyKnown),
    ...(running ? { running } : {}),
    insecure: true,
  }
}

import { demand, isForeignVolume, isWord } from '@quorate/guest'
import { isStorageId } from '@quorate/storage'
import type { IncomingRequest, WantedVolume } from '../../migration/wire.ts'
import type { RunningForm } from '../../state/running-form.ts'

const kinds: ReadonlySet<string> = new Set(['mirror', 'copy', 'empty'])
const formats: ReadonlySet<string> = new Set(['raw', 'qcow2', 'vmdk'])

function isVolume(value: unknown): value is WantedVolume {
  const { volid, kind, key, storage, format, name, sizeBytes } = value as Partial<WantedVolume>
  return (
    isForeignVolume(volid) &&
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

/** Its members become part of QEMU's command line. */
function readForm(form: Partial<RunningForm> | undefined): RunningForm {
  const { machine, cpu, nicMtus } = form ?? {}
  demand(isWord(machine) && isWord(cpu) && typeof nicMtus === 'object' && nicMtus !== null, 'running form')
  const mtus = Object.entries(nicMtus)
  demand(
    mtus.every(([key, mtu]) => /^net\d{1,2}$/.test(key) && Number.isInteger(mtu) && mtu > 0 && mtu <= 65_535),
    'running form',
  )
  return { machine, cpu, nicMtus: Object.fromEntries(mtus) }
}

/** What another cluster sends is not to be trusted further than its token: read with care, and only what is known. */
export function readRequest(given: unknown, session: string): IncomingRequest {
  demand(typeof given === 'object' && given !== null, 'no request')
  const { config, volumes, running, source, upid } = given as Partial<IncomingRequest>
  demand(typeof config === 'string' && config.length < 1 << 20, 'config')
  demand(Array.isArray(volumes) && volumes.every(isVolume), 'volumes')
  demand(new Set(volumes.map(({ volid }) => volid)).size === volumes.length, 'a volume twice')
  demand(isWord(source) && isWord(upid), 'a source that can be named')
  let known: IncomingRequest['running']
  if (running) {
    const { standing, processor } = running
    demand(standing === 'running' || standing === 'paused', 'standing')
    demand(typeof processor === 'string', 'processor')
    known = { form: readForm(running.form), standing, processor }
  }
  return {
    session,
    source,
    authid: '',
    upid,
    config,
    volumes: volumes.map(onlyKnown),
    ...(known ? { running: known } : {}),
    insecure: true,
  }
}

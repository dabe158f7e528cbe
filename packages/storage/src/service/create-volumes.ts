import { describeBytes, Failure } from '@quorate/schema'
import { isImageFormat, type ImageFormat } from '../content-type.ts'
import type { AllocateOptions, CopyOptions, CopySource } from '../storage-service.ts'
import type { Work } from '../work.ts'
import { copySource } from './copy-source.ts'
import { makingFor } from './making.ts'
import type { Storages } from './storages.ts'

function formatFor(storages: Storages, storage: string, asked: ImageFormat | undefined, name: string | undefined): ImageFormat {
  const entry = storages.entry(storage)
  const { formats, defaultFormat } = storages.driver(entry).config
  const ending = name === undefined ? undefined : /\.([a-z0-9]+)$/.exec(name)?.[1]
  const named = ending !== undefined && isImageFormat(ending) ? ending : name?.startsWith('subvol-') ? 'subvol' : undefined
  const format = asked ?? named ?? entry.format ?? defaultFormat
  if (!formats.includes(format)) {
    throw new Failure(`storage '${storage}' does not support format '${format}'; it can have ${formats.join(', ')}`)
  }
  return format
}

/** A copy for a container goes where containers may be, one for a virtual machine where images may be. */
function openForVolumes(storages: Storages, storage: string, format?: ImageFormat) {
  const entry = storages.usable(storage)
  if (format === 'subvol') return storages.open(storage, 'rootdir')
  return storages.open(storage, entry.content.includes('images') ? 'images' : entry.content.includes('rootdir') ? 'rootdir' : 'images')
}

async function attempt<T>(what: string, work: Work, create: () => Promise<T>): Promise<T> {
  try {
    return await create()
  } catch (error) {
    if (work.signal.aborted) throw new Failure(`${what}: aborted`)
    throw new Failure(`unable to ${what}`, { cause: error })
  }
}

export async function allocateVolume(
  storages: Storages,
  work: Work,
  storage: string,
  vmid: number,
  options: AllocateOptions,
): Promise<string> {
  const { sizeBytes, name } = options
  const format = formatFor(storages, storage, options.format, name)
  const opened = openForVolumes(storages, storage, format)
  if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 0 || (sizeBytes === 0 && format !== 'subvol')) {
    throw new Failure(`unable to create a volume for guest ${vmid} on storage '${storage}': '${sizeBytes}' is no size`)
  }
  const size = sizeBytes === 0 ? 'folder' : `volume of ${describeBytes(sizeBytes)}`
  const what = `create a ${size} for guest ${vmid} on storage '${storage}'`
  return await attempt(what, work, async () => {
    await opened.activate()
    const made = await opened.volumes.allocate(
      { vmid, format, sizeBytes, ...(name !== undefined && { name }) },
      makingFor(work, storage, `creating ${name ?? 'volume'}`),
    )
    return `${storage}:${made}`
  })
}

export async function copyVolume(
  storages: Storages,
  work: Work,
  source: CopySource,
  storage: string,
  vmid: number,
  options: CopyOptions,
): Promise<string> {
  const { name, snapshot, inUse, rateMBps } = options
  openForVolumes(storages, storage)
  const from = 'path' in source ? source.path : source.volid
  return await attempt(`copy '${from}' to storage '${storage}' for guest ${vmid}`, work, async () => {
    const image = await copySource(storages, source, snapshot)
    const { formats } = storages.driver(storages.entry(storage)).config
    // A disk keeps its format where it can; what comes from outside takes the storage's.
    const kept =
      name === undefined && image.isDisk && isImageFormat(image.format) && formats.includes(image.format) ? image.format : undefined
    const wanted = options.format ?? kept
    const format = formatFor(storages, storage, wanted, name)
    const opened = openForVolumes(storages, storage, format)
    if ((image.format === 'subvol') !== (format === 'subvol')) {
      throw new Failure(`a '${image.format}' volume cannot become a '${format}' one: what is in it has to be copied file by file`)
    }
    await opened.activate()
    const sizeBytes = (format === 'subvol' ? options.sizeBytes : undefined) ?? image.sizeBytes
    work.log(`copying '${from}' (${sizeBytes === 0 ? 'a folder' : describeBytes(sizeBytes)}) to storage '${storage}' as ${format}`)
    const made = await opened.volumes.createFrom(
      { vmid, format, sizeBytes, ...(name !== undefined && { name }) },
      { ...image, ...(inUse && { inUse }) },
      makingFor(work, storage, `copying ${from}`),
      rateMBps,
    )
    return `${storage}:${made}`
  })
}

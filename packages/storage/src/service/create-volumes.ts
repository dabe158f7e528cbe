import { readBytes } from '../image/read-bytes.ts'
import { QemuImg } from '../image/qemu-img.ts'
import { qcow2HeaderBytes, readQcow2Header } from '../image/qcow2-header.ts'
import { readVmdkHeader, vmdkHeaderBytes } from '../image/vmdk-header.ts'
import { refuseReferences } from '../image/refuse-references.ts'
import { describeBytes, Failure } from '@quorate/schema'
import { isImageFormat, type ImageFormat } from '../content-type.ts'
import type { ImageSource } from '../driver.ts'
import type { AllocateOptions, CopyOptions, CopySource } from '../storage-service.ts'
import type { Work } from '../work.ts'
import { makingFor } from './making.ts'
import type { Storages } from './storages.ts'

function formatFor(storages: Storages, storage: string, asked: ImageFormat | undefined, name: string | undefined): ImageFormat {
  const entry = storages.entry(storage)
  const { formats, defaultFormat } = storages.driver(entry).config
  const ending = name === undefined ? undefined : /\.([a-z0-9]+)$/.exec(name)?.[1]
  const named = ending !== undefined && isImageFormat(ending) ? ending : undefined
  const format = asked ?? named ?? entry.format ?? defaultFormat
  if (!formats.includes(format)) {
    throw new Failure(`storage '${storage}' does not support format '${format}'; it can have ${formats.join(', ')}`)
  }
  return format
}

/** A copy for a container goes where containers may be, one for a virtual machine where images may be. */
function openForVolumes(storages: Storages, storage: string) {
  const entry = storages.usable(storage)
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
  const opened = openForVolumes(storages, storage)
  const format = formatFor(storages, storage, options.format, name)
  if (!Number.isSafeInteger(sizeBytes) || sizeBytes <= 0) {
    throw new Failure(`unable to create a volume for guest ${vmid} on storage '${storage}': '${sizeBytes}' is no size`)
  }
  const what = `create a volume of ${describeBytes(sizeBytes)} for guest ${vmid} on storage '${storage}'`
  return await attempt(what, work, async () => {
    await opened.activate()
    const made = await opened.volumes.allocate(
      { vmid, format, sizeBytes, ...(name !== undefined && { name }) },
      makingFor(work, storage, `creating ${name ?? 'volume'}`),
    )
    return `${storage}:${made}`
  })
}

async function sizeOfPath(storages: Storages, path: string, format: string): Promise<number> {
  if (format === 'qcow2') return readQcow2Header(await readBytes(path, 0, qcow2HeaderBytes))?.virtualSize ?? 0
  if (format === 'vmdk') return readVmdkHeader(await readBytes(path, 0, vmdkHeaderBytes))?.virtualSize ?? 0
  return (await storages.host.files.stat(path))?.size ?? 0
}

async function sourceImage(storages: Storages, source: CopySource, snapshot: string | undefined): Promise<ImageSource> {
  if ('path' in source) {
    await refuseReferences(new QemuImg(storages.host), `image '${source.path}'`, source.path, source.format)
    return { path: source.path, format: source.format, sizeBytes: await sizeOfPath(storages, source.path, source.format) }
  }
  const { storage, name, listed } = await storages.existing(source.volid)
  await storage.volumes.activate(name)
  const { path } = await storage.volumes.path(name, snapshot)
  const format = name.content === 'iso' ? 'raw' : name.format
  if (name.content !== 'images' && name.content !== 'iso' && name.content !== 'import') {
    throw new Failure(`volume '${source.volid}' is no disk image`)
  }
  if (name.content !== 'images') await refuseReferences(new QemuImg(storages.host), `volume '${source.volid}'`, path, format)
  return { path, format, sizeBytes: listed.size, ...(snapshot !== undefined && { snapshot }) }
}

export async function copyVolume(
  storages: Storages,
  work: Work,
  source: CopySource,
  storage: string,
  vmid: number,
  options: CopyOptions,
): Promise<string> {
  const { name, snapshot, rateMBps } = options
  const opened = openForVolumes(storages, storage)
  const from = 'path' in source ? source.path : source.volid
  return await attempt(`copy '${from}' to storage '${storage}' for guest ${vmid}`, work, async () => {
    const image = await sourceImage(storages, source, snapshot)
    const sameFormat = isImageFormat(image.format) && storages.driver(storages.entry(storage)).config.formats.includes(image.format)
    const wanted = options.format ?? (name === undefined && sameFormat ? (image.format as ImageFormat) : undefined)
    const format = formatFor(storages, storage, wanted, name)
    await opened.activate()
    work.log(`copying '${from}' (${describeBytes(image.sizeBytes)}) to storage '${storage}' as ${format}`)
    const made = await opened.volumes.createFrom(
      { vmid, format, sizeBytes: image.sizeBytes, ...(name !== undefined && { name }) },
      image,
      makingFor(work, storage, `copying ${from}`),
      rateMBps,
    )
    return `${storage}:${made}`
  })
}

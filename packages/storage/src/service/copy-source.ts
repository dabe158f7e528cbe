import { realpath } from 'node:fs/promises'
import { errorCode } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { isGuestVolume } from '../content-type.ts'
import type { FilePart, ImageSource } from '../driver.ts'
import { formatByName, formatInside } from '../image/image-format.ts'
import { QemuImg } from '../image/qemu-img.ts'
import { refuseReferences } from '../image/refuse-references.ts'
import { tarMembers } from '../ova/tar-members.ts'
import type { CopySource } from '../storage-service.ts'
import type { OpenedVolume, Storages } from './storages.ts'

/** `isDisk`: a guest's disk; otherwise it came from outside. */
export interface CheckedSource extends ImageSource {
  readonly isDisk: boolean
}

/** An image that is no disk of ours is looked into before any tool opens it. */
async function foreign(storages: Storages, what: string, path: string, format: string, part?: FilePart): Promise<CheckedSource> {
  const image = { path, format, ...(part && { part }) }
  return { ...image, sizeBytes: await refuseReferences(new QemuImg(storages.host), what, image), isDisk: false }
}

async function file(storages: Storages, source: { path: string; format?: string }): Promise<CheckedSource> {
  let path: string
  try {
    path = await realpath(source.path)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT' && errorCode(error) !== 'ENOTDIR') throw error
    throw new Failure(`image '${source.path}' does not exist`)
  }
  // Published images called `.img` are of any format.
  const format = source.format ?? formatByName(source.path) ?? (await formatInside(path))
  return await foreign(storages, `image '${source.path}'`, path, format)
}

/** A disk in an OVA is read where it lies in the archive. */
async function member(storages: Storages, { volid, storage, name }: OpenedVolume): Promise<CheckedSource> {
  await storage.volumes.activate(name)
  const path = await realpath((await storage.volumes.path(name)).path)
  const part = (await tarMembers(`volume '${volid}'`, path)).get(name.member ?? '')
  if (!part) throw new Failure(`volume '${volid}' does not exist: the archive has no such file`)
  const format = formatByName(name.member ?? '') ?? (await formatInside(path, part))
  return await foreign(storages, `volume '${volid}'`, path, format, part)
}

export async function copySource(storages: Storages, source: CopySource, snapshot: string | undefined): Promise<CheckedSource> {
  if ('path' in source) return await file(storages, source)
  const opened = storages.volume(source.volid)
  if (opened.name.member !== undefined) return await member(storages, opened)
  const { storage, name, listed } = await storages.existing(source.volid)
  await storage.volumes.activate(name)
  const { path } = await storage.volumes.path(name, snapshot)
  if (isGuestVolume(name.content)) {
    return { path, format: name.format, sizeBytes: listed.size, ...(snapshot !== undefined && { snapshot }), isDisk: true }
  }
  const named = name.content === 'iso' || name.leaf.endsWith('.img') ? undefined : formatByName(name.leaf)
  if ((name.content !== 'iso' && name.content !== 'import') || name.format === 'ova' || name.format === 'ovf') {
    throw new Failure(`volume '${source.volid}' is no disk image`)
  }
  return await foreign(storages, `volume '${source.volid}'`, path, named ?? (await formatInside(path)))
}

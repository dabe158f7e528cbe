import { realpath } from 'node:fs/promises'
import { Failure } from '@quorate/schema'
import type { ImageSource } from '../driver.ts'
import { QemuImg } from '../image/qemu-img.ts'
import { qcow2HeaderBytes, readQcow2Header } from '../image/qcow2-header.ts'
import { readBytes } from '../image/read-bytes.ts'
import { refuseReferences } from '../image/refuse-references.ts'
import { readVmdkHeader, vmdkHeaderBytes } from '../image/vmdk-header.ts'
import type { CopySource } from '../storage-service.ts'
import type { Storages } from './storages.ts'

/** `isDisk`: a guest's disk; otherwise it came from outside. */
export interface CheckedSource extends ImageSource {
  readonly isDisk: boolean
}

/** Published images called `.img` are of any format: their first bytes say which. */
async function formatInside(path: string, named: string): Promise<string> {
  if (named !== 'raw') return named
  const bytes = await readBytes(path, 0, vmdkHeaderBytes)
  return readQcow2Header(bytes) ? 'qcow2' : readVmdkHeader(bytes) ? 'vmdk' : 'raw'
}

async function sizeInside(storages: Storages, path: string, format: string): Promise<number> {
  if (format === 'qcow2') return readQcow2Header(await readBytes(path, 0, qcow2HeaderBytes))?.virtualSize ?? 0
  if (format === 'vmdk') return readVmdkHeader(await readBytes(path, 0, vmdkHeaderBytes))?.virtualSize ?? 0
  return (await storages.host.files.stat(path))?.size ?? 0
}

/** An image that is no disk of ours is looked into before any tool opens it. */
async function foreign(storages: Storages, what: string, path: string, format: string): Promise<CheckedSource> {
  await refuseReferences(new QemuImg(storages.host), what, path, format)
  return { path, format, sizeBytes: await sizeInside(storages, path, format), isDisk: false }
}

export async function copySource(storages: Storages, source: CopySource, snapshot: string | undefined): Promise<CheckedSource> {
  if ('path' in source) {
    const path = await realpath(source.path)
    const format = source.path.endsWith('.img') ? await formatInside(path, source.format) : source.format
    return await foreign(storages, `image '${source.path}'`, path, format)
  }
  const { storage, name, listed } = await storages.existing(source.volid)
  await storage.volumes.activate(name)
  const { path } = await storage.volumes.path(name, snapshot)
  if (name.content === 'images') {
    return { path, format: name.format, sizeBytes: listed.size, ...(snapshot !== undefined && { snapshot }), isDisk: true }
  }
  if (name.content !== 'iso' && name.content !== 'import') throw new Failure(`volume '${source.volid}' is no disk image`)
  const format = await formatInside(path, name.content === 'iso' ? 'raw' : name.format)
  return await foreign(storages, `volume '${source.volid}'`, path, format)
}

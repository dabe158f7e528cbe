import { chmod, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describeBytes, Failure } from '@quorate/schema'
import { checkedRequest } from '../directory/checked-request.ts'
import type { CreateRequest, ImageSource, Making } from '../driver.ts'
import { creationOptions } from '../image/qemu-img.ts'
import { fillTree } from '../tree/fill-tree.ts'
import { newFolder } from '../tree/new-folder.ts'
import { isSubvolume } from './btrfs-tool.ts'
import type { BtrfsParts } from './parts.ts'
import { subvolumeKind } from './subvolume-kind.ts'
import { imageFile } from './volume-place.ts'

const imageMode = 0o640

/** A limit that cannot be is no reason to have no volume: whoever set up the file system chose so. */
export async function limitTree(parts: BtrfsParts, subvolume: string, sizeBytes: number, making: Making): Promise<void> {
  if ((await parts.btrfs.limit(subvolume, sizeBytes)) || sizeBytes === 0) return
  const enable = `btrfs quota enable ${parts.layout.path}`
  making.warn(`storage '${parts.id}': a limit of ${describeBytes(sizeBytes)} has no effect: its file system has no quotas ('${enable}')`)
}

/** Data that is overwritten in place has no checksums: files in the folder are made so from the start. */
async function withoutCow(parts: BtrfsParts, subvolume: string): Promise<void> {
  if (parts.nocow) await parts.host.exec('chattr', ['+C', '--', subvolume])
}

async function emptyImage(parts: BtrfsParts, subvolume: string, sizeBytes: number, signal: AbortSignal): Promise<void> {
  await withoutCow(parts, subvolume)
  const path = join(subvolume, imageFile)
  const options = creationOptions('raw', parts.preallocation)
  if (options !== undefined) await parts.qemuImg.create(path, 'raw', sizeBytes, options, signal)
  const file = await open(path, options === undefined ? 'wx' : 'r+', imageMode)
  try {
    if (options === undefined) await file.truncate(sizeBytes)
    await file.chmod(imageMode)
    await file.sync()
  } finally {
    await file.close()
  }
}

export async function newVolume(parts: BtrfsParts, request: CreateRequest, making: Making): Promise<string> {
  const { format, sizeBytes } = request
  return await newFolder(parts, checkedRequest(parts.id, request), subvolumeKind(parts), making, async path => {
    if (format === 'raw') await emptyImage(parts, path, sizeBytes, making.signal)
    else if (sizeBytes > 0) await limitTree(parts, path, sizeBytes, making)
  })
}

/** Subvolume of this storage that the source is, whole; then a snapshot of it is a copy. */
async function sharedSource(parts: BtrfsParts, source: ImageSource): Promise<string | undefined> {
  const subvolume = source.format === 'raw' ? dirname(source.path) : source.path
  if (source.part || dirname(dirname(subvolume)) !== parts.layout.folder('images') || !(await isSubvolume(subvolume))) return undefined
  return source.format === 'subvol' && (await parts.btrfs.holdsOthers(subvolume)) ? undefined : subvolume
}

async function fillImage(parts: BtrfsParts, subvolume: string, source: ImageSource, making: Making, rateMBps?: number): Promise<void> {
  await withoutCow(parts, subvolume)
  const path = join(subvolume, imageFile)
  await parts.qemuImg.convert({
    source,
    target: { path, format: 'raw', options: creationOptions('raw', parts.preallocation) },
    ...(rateMBps !== undefined && { rateMBps }),
    signal: making.signal,
    progress: (done, total) => making.progress(done, total),
  })
  await chmod(path, imageMode)
}

export async function newFrom(
  parts: BtrfsParts,
  request: CreateRequest,
  source: ImageSource,
  making: Making,
  rateMBps?: number,
): Promise<string> {
  const { format, sizeBytes } = request
  making.signal.throwIfAborted()
  const image = checkedRequest(parts.id, request)
  const shared = source.format === format ? await sharedSource(parts, source) : undefined
  return await newFolder(parts, image, subvolumeKind(parts, shared), making, async path => {
    if (format === 'subvol') {
      await limitTree(parts, path, sizeBytes, making)
      if (shared === undefined) await fillTree(parts.host, path, source, making, rateMBps)
    } else if (shared === undefined) await fillImage(parts, path, source, making, rateMBps)
    else await chmod(join(path, imageFile), imageMode)
    if (shared !== undefined) making.progress(1, 1)
  })
}

/** Writable snapshot of a base volume. */
export async function newClone(parts: BtrfsParts, request: CreateRequest, base: string, making: Making): Promise<string> {
  if (request.format === 'subvol' && (await parts.btrfs.holdsOthers(base))) {
    throw new Failure(`storage '${parts.id}': '${base}' holds subvolumes of its own, which a clone would lack`)
  }
  return await newFolder(parts, checkedRequest(parts.id, request), subvolumeKind(parts, base), making, async path => {
    if (request.format === 'subvol') await limitTree(parts, path, request.sizeBytes, making)
    else await chmod(join(path, imageFile), imageMode)
  })
}

import { stat, truncate } from 'node:fs/promises'
import { dirname } from 'node:path'
import { errorCode } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { isGuestVolume, type Content, type ImageFormat } from '../content-type.ts'
import { removeEmptyFolder } from '../directory/new-image.ts'
import { readDirectoryName } from '../directory/volume-names.ts'
import type { CreateRequest, ImageSource, ListedVolume, Making, Trace, VolumePlace, Volumes } from '../driver.ts'
import { prefixOf } from '../guest-volume-name.ts'
import { nextDiskName } from '../next-disk-name.ts'
import { removeFolder } from '../tree/remove-folder.ts'
import type { VolumeName } from '../volume-name.ts'
import { discardSubvolume } from './discard.ts'
import { findVolume, listVolumes } from './list-volumes.ts'
import { moveSubvolume } from './move-subvolume.ts'
import { newFrom, newVolume } from './new-volume.ts'
import type { BtrfsParts } from './parts.ts'
import { placeIn, snapshotsBeside, subvolumeOf } from './volume-place.ts'

const sector = 512

/** Volumes of guests as subvolumes; all else is files in folders. */
export class BtrfsVolumes implements Volumes {
  readonly resizable = ['raw', 'subvol'] as const
  readonly #parts: BtrfsParts
  readonly #files: Volumes

  /** `files`: the storage as a folder. */
  constructor(parts: BtrfsParts, files: Volumes) {
    this.#parts = parts
    this.#files = files
  }

  describe(text: string): VolumeName {
    const name = readDirectoryName(this.#parts.id, text)
    if (isGuestVolume(name.content) && name.format !== 'raw' && name.format !== 'subvol') {
      throw this.#failure(name, `cannot be: a btrfs storage has 'raw' and 'subvol' volumes, no '${name.format}' images`)
    }
    return name
  }

  async path(name: VolumeName, snapshot?: string): Promise<VolumePlace> {
    if (!isGuestVolume(name.content)) return await this.#files.path(name, snapshot)
    return placeIn(await subvolumeOf(this.#parts, name, snapshot), name.format)
  }

  async list(filter: { content?: Content; vmid?: number }): Promise<ListedVolume[]> {
    const { content, vmid } = filter
    if (content !== undefined && isGuestVolume(content)) return await listVolumes(this.#parts, vmid)
    const files = (await this.#files.list(filter)).filter(({ name }) => !isGuestVolume(name.content))
    return content === undefined ? [...(await listVolumes(this.#parts, vmid)), ...files] : files
  }

  async find(name: VolumeName): Promise<ListedVolume | undefined> {
    if (!isGuestVolume(name.content) || name.vmid === undefined) return await this.#files.find(name)
    await subvolumeOf(this.#parts, name)
    return await findVolume(this.#parts, name.vmid, name.leaf)
  }

  async activate(name: VolumeName): Promise<void> {
    const { path } = await this.path(name)
    try {
      await stat(path)
    } catch (error) {
      if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') throw this.#failure(name, `does not exist (${path})`)
      throw error
    }
  }

  async deactivate(): Promise<void> {}

  async allocate(request: CreateRequest, making: Making): Promise<string> {
    const size = request.format === 'raw' ? Math.ceil(request.sizeBytes / sector) * sector : request.sizeBytes
    return await newVolume(this.#parts, { ...request, sizeBytes: size }, making)
  }

  async createFrom(request: CreateRequest, source: ImageSource, making: Making, rateMBps?: number): Promise<string> {
    return await newFrom(this.#parts, request, source, making, rateMBps)
  }

  async free(name: VolumeName): Promise<void> {
    if (!isGuestVolume(name.content)) return await this.#files.free(name)
    const subvolume = await subvolumeOf(this.#parts, name)
    const remove = (path: string) => removeFolder(`volume '${this.#parts.id}:${name.text}'`, path, gone => this.#parts.btrfs.remove(gone))
    await remove(subvolume)
    for (const snapshot of await snapshotsBeside(subvolume)) await remove(`${subvolume}@${snapshot}`)
    await removeEmptyFolder(dirname(subvolume))
  }

  async resize(name: VolumeName, sizeBytes: number): Promise<void> {
    const found = await this.find(name)
    if (!found) throw this.#failure(name, 'does not exist')
    if (sizeBytes < found.size) throw this.#failure(name, `cannot be made smaller (${found.size} to ${sizeBytes} bytes)`)
    const { path } = await this.path(name)
    if (name.format === 'raw') return await truncate(path, Math.ceil(sizeBytes / sector) * sector)
    if (await this.#parts.btrfs.limit(path, sizeBytes)) return
    throw this.#failure(
      name,
      `cannot be limited: its file system has no quotas; 'btrfs quota enable ${this.#parts.layout.path}' gives it some`,
    )
  }

  async freeName(vmid: number, like: VolumeName): Promise<string> {
    const taken = (await listVolumes(this.#parts, vmid)).map(volume => volume.name.leaf)
    return `${vmid}/${nextDiskName(vmid, taken, prefixOf(like.format as ImageFormat))}.${like.format}`
  }

  async rename(from: VolumeName, to: VolumeName): Promise<void> {
    await moveSubvolume(this.#parts, from, to)
  }

  async discard(trace: Trace): Promise<void> {
    await discardSubvolume(this.#parts, trace)
  }

  #failure(name: VolumeName, text: string): Failure {
    return new Failure(`volume '${this.#parts.id}:${name.text}' ${text}`)
  }
}

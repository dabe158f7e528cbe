import { rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { errorCode } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { isGuestVolume, type Content, type ImageFormat } from '../content-type.ts'
import type { CreateRequest, ImageSource, ListedVolume, Making, Trace, VolumePlace, Volumes } from '../driver.ts'
import { prefixOf } from '../guest-volume-name.ts'
import { creationOptions } from '../image/qemu-img.ts'
import { nextDiskName } from '../next-disk-name.ts'
import type { VolumeName } from '../volume-name.ts'
import { fillTree } from '../tree/fill-tree.ts'
import { newFolder } from '../tree/new-folder.ts'
import { removeFolder } from '../tree/remove-folder.ts'
import { checkedRequest } from './checked-request.ts'
import { type FileContent, fileContents } from './content-name.ts'
import { discardImage } from './discard.ts'
import { listFiles, listImages, lookAtFile, lookAtImage } from './list-volumes.ts'
import { moveVolume } from './move-volume.ts'
import { newImage, removeEmptyFolder } from './new-image.ts'
import type { DirectoryParts } from './parts.ts'
import { plainFolder } from './plain-folder.ts'
import { readDirectoryName } from './volume-names.ts'
import { volumePath } from './volume-path.ts'

const sector = 512

/** Volumes as files in folders. */
export class DirectoryVolumes implements Volumes {
  readonly resizable = ['raw', 'qcow2'] as const
  readonly #parts: DirectoryParts

  constructor(parts: DirectoryParts) {
    this.#parts = parts
  }

  describe(name: string): VolumeName {
    return readDirectoryName(this.#parts.id, name)
  }

  async path(name: VolumeName, snapshot?: string): Promise<VolumePlace> {
    if (snapshot !== undefined && name.format !== 'qcow2') throw this.#failure(name, `has no snapshots: its format is '${name.format}'`)
    return { path: await volumePath(this.#parts, name), kind: name.format === 'subvol' ? 'folder' : 'file' }
  }

  async list(filter: { content?: Content; vmid?: number }): Promise<ListedVolume[]> {
    const { content, vmid } = filter
    const found: ListedVolume[] = []
    if (content === undefined || isGuestVolume(content)) found.push(...(await listImages(this.#parts, vmid)))
    for (const kind of fileContents) if (content === undefined || content === kind) found.push(...(await this.#files(kind, vmid)))
    return found
  }

  async find(name: VolumeName): Promise<ListedVolume | undefined> {
    await volumePath(this.#parts, name)
    if (name.member !== undefined) return undefined
    if (!isGuestVolume(name.content)) return await lookAtFile(this.#parts, name)
    return name.vmid === undefined ? undefined : await lookAtImage(this.#parts, name.vmid, name.leaf)
  }

  async activate(name: VolumeName): Promise<void> {
    const path = await volumePath(this.#parts, name)
    try {
      await stat(path)
    } catch (error) {
      if (errorCode(error) === 'ENOENT') throw this.#failure(name, `does not exist (${path})`)
      throw error
    }
  }

  async deactivate(): Promise<void> {}

  async allocate(request: CreateRequest, making: Making): Promise<string> {
    const { format, sizeBytes } = request
    if (format === 'subvol') return await this.#newTree(request, making, async () => {})
    const size = Math.ceil(sizeBytes / sector) * sector
    return await newImage(this.#parts, checkedRequest(this.#parts.id, request), making, path =>
      this.#parts.qemuImg.create(path, format, size, creationOptions(format, this.#parts.preallocation), making.signal),
    )
  }

  async createFrom(request: CreateRequest, source: ImageSource, making: Making, rateMBps?: number): Promise<string> {
    if (request.format === 'subvol') {
      return await this.#newTree(request, making, path => fillTree(this.#parts.host, path, source, making, rateMBps))
    }
    return await newImage(this.#parts, checkedRequest(this.#parts.id, request), making, path =>
      this.#parts.qemuImg.convert({
        source,
        target: { path, format: request.format, options: creationOptions(request.format, this.#parts.preallocation) },
        ...(rateMBps !== undefined && { rateMBps }),
        signal: making.signal,
        progress: (done, total) => making.progress(done, total),
      }),
    )
  }

  async free(name: VolumeName): Promise<void> {
    if (name.member !== undefined) throw this.#failure(name, 'is part of an archive and cannot be removed from it')
    const path = await volumePath(this.#parts, name)
    if (name.format === 'subvol') await removeFolder(`volume '${this.#parts.id}:${name.text}'`, path, plainFolder(this.#parts.host).remove)
    else await rm(path, { force: true })
    if (isGuestVolume(name.content)) return await removeEmptyFolder(dirname(path))
    for (const beside of [`${path}.notes`, ...(name.content === 'backup' ? [path.slice(0, -name.format.length - 1) + '.log'] : [])]) {
      await rm(beside, { force: true })
    }
  }

  async resize(name: VolumeName, sizeBytes: number): Promise<void> {
    const found = await this.find(name)
    if (!found) throw this.#failure(name, 'does not exist')
    if (name.format === 'subvol') throw this.#failure(name, 'cannot be resized: a folder has no size of its own')
    if (name.format === 'vmdk') throw this.#failure(name, `cannot be resized: the format 'vmdk' does not allow it`)
    if (sizeBytes < found.size) throw this.#failure(name, `cannot be made smaller (${found.size} to ${sizeBytes} bytes)`)
    const size = Math.ceil(sizeBytes / sector) * sector
    if (size > found.size) await this.#parts.qemuImg.resize(await volumePath(this.#parts, name), name.format, size)
  }

  async freeName(vmid: number, like: VolumeName): Promise<string> {
    const taken = (await listImages(this.#parts, vmid)).map(image => image.name.leaf)
    const plain = `${vmid}/${nextDiskName(vmid, taken, prefixOf(like.format as ImageFormat))}.${like.format}`
    return like.base === undefined ? plain : `${like.base}/${plain}`
  }

  async rename(from: VolumeName, to: VolumeName): Promise<void> {
    await moveVolume(this.#parts, from, to)
  }

  async discard(trace: Trace): Promise<void> {
    await discardImage(this.#parts, trace)
  }

  async #files(content: FileContent, vmid: number | undefined): Promise<ListedVolume[]> {
    return vmid !== undefined && content !== 'backup' ? [] : await listFiles(this.#parts, content, vmid)
  }

  async #newTree(request: CreateRequest, making: Making, fill: (path: string) => Promise<void>): Promise<string> {
    if (request.sizeBytes !== 0) {
      throw new Failure(`storage '${this.#parts.id}' cannot limit the size of a folder ('subvol'): create it with size 0, or use 'raw'`)
    }
    return await newFolder(this.#parts, checkedRequest(this.#parts.id, request), plainFolder(this.#parts.host), making, fill)
  }

  #failure(name: VolumeName, text: string): Failure {
    return new Failure(`volume '${this.#parts.id}:${name.text}' ${text}`)
  }
}

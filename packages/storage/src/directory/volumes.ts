import { rm, stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { errorCode } from '@quorate/host'
import { Failure } from '@quorate/schema'
import type { Content } from '../content-type.ts'
import type { CreateRequest, ImageSource, ListedVolume, Making, Trace, Volumes } from '../driver.ts'
import { creationOptions } from '../image/qemu-img.ts'
import { nextDiskName } from '../next-disk-name.ts'
import type { VolumeName } from '../volume-name.ts'
import { type FileContent, fileContents } from './content-name.ts'
import { discardImage } from './discard.ts'
import { listFiles, listImages, lookAtFile, lookAtImage } from './list-volumes.ts'
import { moveVolume } from './move-volume.ts'
import { newImage, removeEmptyFolder } from './new-image.ts'
import type { DirectoryParts } from './parts.ts'
import { readDirectoryName, tryReadDirectoryName } from './volume-names.ts'
import { volumePath } from './volume-path.ts'

const sector = 512

/** Volumes as files in folders. */
export class DirectoryVolumes implements Volumes {
  readonly #parts: DirectoryParts

  constructor(parts: DirectoryParts) {
    this.#parts = parts
  }

  describe(name: string): VolumeName {
    return readDirectoryName(this.#parts.id, name)
  }

  async path(name: VolumeName, snapshot?: string): Promise<{ path: string; kind: 'file' | 'block' }> {
    if (snapshot !== undefined && name.format !== 'qcow2') throw this.#failure(name, `has no snapshots: its format is '${name.format}'`)
    return { path: await volumePath(this.#parts, name), kind: 'file' }
  }

  async list(filter: { content?: Content; vmid?: number }): Promise<ListedVolume[]> {
    const { content, vmid } = filter
    const found: ListedVolume[] = []
    if (content === undefined || content === 'images' || content === 'rootdir') found.push(...(await listImages(this.#parts, vmid)))
    for (const kind of fileContents) if (content === undefined || content === kind) found.push(...(await this.#files(kind, vmid)))
    return found
  }

  async find(name: VolumeName): Promise<ListedVolume | undefined> {
    await volumePath(this.#parts, name)
    if (name.member !== undefined) return undefined
    if (name.content !== 'images') return await lookAtFile(this.#parts, name)
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
    const size = Math.ceil(sizeBytes / sector) * sector
    return await newImage(this.#parts, this.#checked(request), making, path =>
      this.#parts.qemuImg.create(path, format, size, creationOptions(format, this.#parts.preallocation), making.signal),
    )
  }

  async createFrom(request: CreateRequest, source: ImageSource, making: Making, rateMBps?: number): Promise<string> {
    return await newImage(this.#parts, this.#checked(request), making, path =>
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
    await rm(path, { force: true })
    if (name.content === 'images') return await removeEmptyFolder(dirname(path))
    for (const beside of [`${path}.notes`, ...(name.content === 'backup' ? [path.slice(0, -name.format.length - 1) + '.log'] : [])]) {
      await rm(beside, { force: true })
    }
  }

  async resize(name: VolumeName, sizeBytes: number): Promise<void> {
    const found = await this.find(name)
    if (!found) throw this.#failure(name, 'does not exist')
    if (name.format === 'vmdk') throw this.#failure(name, `cannot be resized: the format 'vmdk' does not allow it`)
    if (sizeBytes < found.size) throw this.#failure(name, `cannot be made smaller (${found.size} to ${sizeBytes} bytes)`)
    const size = Math.ceil(sizeBytes / sector) * sector
    if (size > found.size) await this.#parts.qemuImg.resize(await volumePath(this.#parts, name), name.format, size)
  }

  async freeName(vmid: number, like: VolumeName): Promise<string> {
    const taken = (await listImages(this.#parts, vmid)).map(image => image.name.leaf)
    const plain = `${vmid}/${nextDiskName(vmid, taken)}.${like.format}`
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

  #checked(request: CreateRequest): { vmid: number; format: string; name?: string } {
    const { vmid, format, name } = request
    if (format === 'subvol') throw new Failure(`storage '${this.#parts.id}': volumes of format 'subvol' cannot be created here; use 'raw'`)
    if (name === undefined) return { vmid, format }
    const leaf = basename(name) === name ? tryReadDirectoryName(`${vmid}/${name}`) : undefined
    if (!leaf || leaf.format !== format || !name.startsWith(`vm-${vmid}-`)) {
      throw new Failure(`storage '${this.#parts.id}': illegal name '${name}', should be 'vm-${vmid}-<name>.${format}'`)
    }
    return { vmid, format, name }
  }

  #failure(name: VolumeName, text: string): Failure {
    return new Failure(`volume '${this.#parts.id}:${name.text}' ${text}`)
  }
}

import { stat } from 'node:fs/promises'
import { errorCode } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { isGuestVolume, type Content, type ImageFormat } from '../content-type.ts'
import type { CreateRequest, ImageSource, ListedVolume, Making, Trace, VolumePlace, Volumes } from '../driver.ts'
import { NameTaken, noVolume } from '../errors.ts'
import { prefixOf } from '../guest-volume-name.ts'
import { nextDiskName } from '../next-disk-name.ts'
import { refuseMounts } from '../tree/refuse-mounts.ts'
import type { VolumeName } from '../volume-name.ts'
import { listedVolume, listVolumes } from './list-volumes.ts'
import { newDataset, newFilledDataset, volumeSize } from './new-dataset.ts'
import type { ZfsParts } from './parts.ts'
import { readZfsName, tryReadZfsName } from './volume-names.ts'
import { datasetOf, placeOf, waitForDevice } from './volume-place.ts'
import { DatasetExists, type Properties } from './zfs-tool.ts'

const hidden = /^new-[0-9a-f]{16}$/

/** A snapshot is mounted when somebody enters it; until then its folder looks empty and is nobody's. */
async function mountSnapshot(path: string): Promise<void> {
  try {
    await stat(`${path}/.`)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT' && errorCode(error) !== 'ENOTDIR') throw error
  }
}

/** Folder trees as file systems of a pool, images as its volumes. */
export class ZfsVolumes implements Volumes {
  readonly resizable = ['raw', 'subvol'] as const
  readonly #parts: ZfsParts

  constructor(parts: ZfsParts) {
    this.#parts = parts
  }

  describe(name: string): VolumeName {
    return readZfsName(this.#parts.id, name)
  }

  async path(name: VolumeName, snapshot?: string): Promise<VolumePlace> {
    const place = placeOf(this.#parts, name.leaf, name.format)
    if (snapshot === undefined) return place
    if (name.format !== 'subvol') throw this.#failure(name, `: the snapshots of a 'raw' volume cannot be read`)
    const path = `${place.path}/.zfs/snapshot/${snapshot}`
    await mountSnapshot(path)
    return { ...place, path }
  }

  async list({ content, vmid }: { content?: Content; vmid?: number }): Promise<ListedVolume[]> {
    return content === undefined || isGuestVolume(content) ? await listVolumes(this.#parts, vmid) : []
  }

  async find(name: VolumeName): Promise<ListedVolume | undefined> {
    const dataset = await this.#parts.zfs.find(datasetOf(this.#parts, name))
    return dataset && listedVolume(this.#parts, dataset)
  }

  async activate(name: VolumeName): Promise<void> {
    const { path } = placeOf(this.#parts, name.leaf, name.format)
    const dataset = await this.#parts.zfs.find(datasetOf(this.#parts, name))
    if (!dataset) throw this.#failure(name, ' does not exist')
    if (name.format === 'raw') return await waitForDevice(path)
    if (dataset.mountpoint !== path) {
      throw this.#failure(
        name,
        `: '${dataset.name}' has its place at '${dataset.mountpoint}', not at '${path}'; option 'mountpoint' of the storage says where`,
      )
    }
    if (!dataset.mounted) await this.#parts.zfs.mount(dataset.name)
  }

  async deactivate(): Promise<void> {}

  async allocate(request: CreateRequest, making: Making): Promise<string> {
    return await newDataset(this.#parts, request, making)
  }

  async createFrom(request: CreateRequest, source: ImageSource, making: Making, rateMBps?: number): Promise<string> {
    return await newFilledDataset(this.#parts, request, source, making, rateMBps)
  }

  async free(name: VolumeName): Promise<void> {
    await this.#destroy(name.leaf, name.format)
  }

  async resize(name: VolumeName, sizeBytes: number): Promise<void> {
    const found = await this.find(name)
    if (!found) throw this.#failure(name, ' does not exist')
    if (sizeBytes < found.size) throw this.#failure(name, ` cannot be made smaller (${found.size} to ${sizeBytes} bytes)`)
    const properties: Properties = name.format === 'subvol' ? { refquota: String(sizeBytes) } : { volsize: String(volumeSize(sizeBytes)) }
    await this.#parts.zfs.set(datasetOf(this.#parts, name), properties)
  }

  async freeName(vmid: number, like: VolumeName): Promise<string> {
    const taken = (await listVolumes(this.#parts, vmid)).map(volume => volume.name.leaf)
    const plain = nextDiskName(vmid, taken, prefixOf(like.format as ImageFormat))
    return like.base === undefined ? plain : `${like.base}/${plain}`
  }

  async rename(from: VolumeName, to: VolumeName): Promise<void> {
    try {
      if (await this.#parts.zfs.rename(datasetOf(this.#parts, from), datasetOf(this.#parts, to))) return
    } catch (error) {
      if (error instanceof DatasetExists) throw new NameTaken(this.#parts.id, to.text)
      throw error
    }
    throw noVolume(`${this.#parts.id}:${from.text}`)
  }

  async discard(trace: Trace): Promise<void> {
    const name = tryReadZfsName(trace.name)
    const leaf = hidden.test(trace.name) ? trace.name : name?.leaf
    if (leaf === undefined) throw new Failure(`storage '${this.#parts.id}': '${trace.name}' is no volume that could be discarded`)
    if ((await this.#parts.zfs.tag(datasetOf(this.#parts, { leaf }))) === trace.identity) await this.#destroy(leaf, name?.format ?? 'raw')
  }

  async #destroy(leaf: string, format: string): Promise<void> {
    const dataset = datasetOf(this.#parts, { leaf })
    if (format === 'subvol' && (await this.#parts.zfs.find(dataset))?.mounted) {
      await refuseMounts(`volume '${this.#parts.id}:${leaf}'`, placeOf(this.#parts, leaf, format).path)
    }
    await this.#parts.zfs.destroy(dataset)
  }

  #failure(name: VolumeName, text: string): Failure {
    return new Failure(`volume '${this.#parts.id}:${name.text}'${text}`)
  }
}

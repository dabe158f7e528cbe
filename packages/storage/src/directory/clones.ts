import { Failure } from '@quorate/schema'
import type { ImageFormat } from '../content-type.ts'
import type { Clones, Making } from '../driver.ts'
import type { VolumeName } from '../volume-name.ts'
import { baseNameOf } from './base-name.ts'
import { listImages } from './list-volumes.ts'
import { moveVolume } from './move-volume.ts'
import { newImage, type NewImage } from './new-image.ts'
import type { DirectoryParts } from './parts.ts'
import { readDirectoryName } from './volume-names.ts'
import { imagePlace } from './volume-path.ts'

/** Base images and the qcow2 images that lie over them. */
export class DirectoryClones implements Clones {
  readonly formats = ['raw', 'qcow2', 'vmdk', 'subvol'] as const
  readonly #parts: DirectoryParts

  constructor(parts: DirectoryParts) {
    this.#parts = parts
  }

  /** Over an image of any format lies a qcow2 image; over a folder nothing can. */
  cloneFormat(base: ImageFormat): ImageFormat | undefined {
    return base === 'subvol' ? undefined : 'qcow2'
  }

  baseName(name: VolumeName): string {
    return baseNameOf(this.#parts.id, name)
  }

  async makeBase(name: VolumeName): Promise<string> {
    const base = this.baseName(name)
    await moveVolume(this.#parts, name, readDirectoryName(this.#parts.id, base), 0o440)
    return base
  }

  async unmakeBase(base: VolumeName, former: VolumeName): Promise<void> {
    await moveVolume(this.#parts, base, former, 0o640)
  }

  async clone(base: VolumeName, request: { vmid: number; name?: string }, making: Making): Promise<string> {
    if (!base.isBase) throw new Failure(`${this.#what(base)} is no base image: only those can have linked clones`)
    if (base.format === 'subvol') throw new Failure(`${this.#what(base)} is a folder: it cannot have linked clones, only full copies`)
    const { vmid, name } = request
    if (name !== undefined && !(name.startsWith(`vm-${vmid}-`) && name.endsWith('.qcow2'))) {
      throw new Failure(`${this.#what(base)}: illegal name '${name}' for a linked clone, should be 'vm-${vmid}-<name>.qcow2'`)
    }
    const backing = `../${imagePlace(base)}`
    const image: NewImage = { vmid, format: 'qcow2', ...(name !== undefined && { name }) }
    const made = await newImage(this.#parts, image, making, path =>
      this.#parts.qemuImg.createOver(path, 'qcow2', backing, base.format, making.signal),
    )
    return `${imagePlace(base)}/${made}`
  }

  async clonesOf(base: VolumeName): Promise<string[]> {
    const place = imagePlace(base)
    return (await listImages(this.#parts)).filter(image => image.name.base === place).map(image => image.name.text)
  }

  #what(name: VolumeName): string {
    return `volume '${this.#parts.id}:${name.text}'`
  }
}

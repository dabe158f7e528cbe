import { chmod, link, lstat, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { errorCode, syncFolder } from '@quorate/host'
import { Failure } from '@quorate/schema'
import type { Clones, Making } from '../driver.ts'
import type { VolumeName } from '../volume-name.ts'
import { listImages } from './list-volumes.ts'
import { newImage } from './new-image.ts'
import type { DirectoryParts } from './parts.ts'
import { readDirectoryName } from './volume-names.ts'
import { imagePlace, volumePath } from './volume-path.ts'

/** Base images and the qcow2 images that lie over them. */
export class DirectoryClones implements Clones {
  /** A clone is always qcow2; what it lies over may be any of these. */
  readonly formats = ['raw', 'qcow2', 'vmdk'] as const
  readonly #parts: DirectoryParts

  constructor(parts: DirectoryParts) {
    this.#parts = parts
  }

  async makeBase(name: VolumeName): Promise<string> {
    if (name.isBase) throw new Failure(`${this.#what(name)} is a base image already`)
    if (name.base !== undefined) throw new Failure(`${this.#what(name)} is a linked clone: it cannot become a base image`)
    const leaf = `base-${name.leaf.replace(/^(?:vm|subvol)-/, '')}`
    const base = readDirectoryName(this.#parts.id, `${name.vmid}/${leaf}`)
    await this.#move(name, base, 0o440)
    return base.text
  }

  async unmakeBase(base: VolumeName, former: VolumeName): Promise<void> {
    try {
      await lstat(await volumePath(this.#parts, base))
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return
      throw error
    }
    await this.#move(base, former, 0o640)
  }

  async clone(base: VolumeName, request: { vmid: number; name?: string }, making: Making): Promise<string> {
    if (!base.isBase) throw new Failure(`${this.#what(base)} is no base image: only those can have linked clones`)
    const { vmid, name } = request
    if (name !== undefined && !(name.startsWith(`vm-${vmid}-`) && name.endsWith('.qcow2'))) {
      throw new Failure(`${this.#what(base)}: illegal name '${name}' for a linked clone, should be 'vm-${vmid}-<name>.qcow2'`)
    }
    const backing = `../${imagePlace(base)}`
    const image = { vmid, format: 'qcow2', ...(name !== undefined && { name }) }
    const made = await newImage(this.#parts, image, making, path =>
      this.#parts.qemuImg.createOver(path, 'qcow2', backing, base.format, making.signal),
    )
    return `${imagePlace(base)}/${made}`
  }

  async clonesOf(base: VolumeName): Promise<string[]> {
    const place = imagePlace(base)
    return (await listImages(this.#parts)).filter(image => image.name.base === place).map(image => image.name.text)
  }

  /** The file has both names for a moment; it is never without one. */
  async #move(from: VolumeName, to: VolumeName, mode: number): Promise<void> {
    const source = await volumePath(this.#parts, from)
    const target = join(dirname(source), to.leaf)
    try {
      await link(source, target)
    } catch (error) {
      if (errorCode(error) === 'EEXIST') throw new Failure(`${this.#what(to)} already exists`)
      if (errorCode(error) === 'ENOENT') throw new Failure(`${this.#what(from)} does not exist`)
      throw error
    }
    await chmod(target, mode)
    await rm(source)
    await syncFolder(dirname(target))
  }

  #what(name: VolumeName): string {
    return `volume '${this.#parts.id}:${name.text}'`
  }
}

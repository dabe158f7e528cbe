import { randomBytes } from 'node:crypto'
import { Failure } from '@quorate/schema'
import type { ImageFormat } from '../content-type.ts'
import type { Clones, Making } from '../driver.ts'
import { NameTaken, noVolume } from '../errors.ts'
import type { VolumeName } from '../volume-name.ts'
import { baseSnapshot, listVolumes } from './list-volumes.ts'
import { publish, treeProperties } from './new-dataset.ts'
import type { ZfsParts } from './parts.ts'
import { readZfsName } from './volume-names.ts'
import { datasetOf, placeOf, waitForDevice } from './volume-place.ts'
import { DatasetExists } from './zfs-tool.ts'

/** Base volumes are read-only and have the snapshot that their clones are made of. */
export class ZfsClones implements Clones {
  readonly formats = ['raw', 'subvol'] as const
  readonly #parts: ZfsParts

  constructor(parts: ZfsParts) {
    this.#parts = parts
  }

  cloneFormat(base: ImageFormat): ImageFormat {
    return base
  }

  baseName(name: VolumeName): string {
    if (name.isBase) throw this.#failure(name, 'is a base image already')
    if (name.base !== undefined) throw this.#failure(name, 'is a linked clone: it cannot become a base image')
    return name.leaf.replace(/^vm-/, 'base-').replace(/^subvol-/, 'basevol-')
  }

  async makeBase(name: VolumeName): Promise<string> {
    const base = readZfsName(this.#parts.id, this.baseName(name))
    const dataset = datasetOf(this.#parts, base)
    await this.#rename(name, base)
    await this.#parts.zfs.set(dataset, { readonly: 'on' })
    await this.#parts.zfs.snapshot(`${dataset}@${baseSnapshot}`)
    return base.text
  }

  async unmakeBase(base: VolumeName, former: VolumeName): Promise<void> {
    const dataset = datasetOf(this.#parts, base)
    if (!(await this.#parts.zfs.find(dataset))) throw noVolume(`${this.#parts.id}:${base.text}`)
    await this.#parts.zfs.destroySnapshot(`${dataset}@${baseSnapshot}`)
    await this.#parts.zfs.set(dataset, { readonly: 'off' })
    await this.#rename(base, former)
  }

  async clone(base: VolumeName, request: { vmid: number; name?: string }, making: Making): Promise<string> {
    if (!base.isBase) throw this.#failure(base, 'is no base image: only those can have linked clones')
    const found = await this.#parts.zfs.find(datasetOf(this.#parts, base))
    if (!found) throw noVolume(`${this.#parts.id}:${base.text}`)
    const format = base.format as ImageFormat
    const tag = randomBytes(8).toString('hex')
    const properties = format === 'subvol' ? treeProperties(found.size) : {}
    const leaf = await publish(this.#parts, { ...request, format }, making, tag, dataset =>
      this.#parts.zfs.clone(`${found.name}@${baseSnapshot}`, dataset, tag, properties),
    )
    if (format === 'raw') await waitForDevice(placeOf(this.#parts, leaf, format).path)
    return `${base.leaf}/${leaf}`
  }

  async clonesOf(base: VolumeName): Promise<string[]> {
    return (await listVolumes(this.#parts)).filter(({ name }) => name.base === base.leaf).map(({ name }) => name.text)
  }

  async #rename(from: VolumeName, to: VolumeName): Promise<void> {
    try {
      if (await this.#parts.zfs.rename(datasetOf(this.#parts, from), datasetOf(this.#parts, to))) return
    } catch (error) {
      if (error instanceof DatasetExists) throw new NameTaken(this.#parts.id, to.text)
      throw error
    }
    throw noVolume(`${this.#parts.id}:${from.text}`)
  }

  #failure(name: VolumeName, text: string): Failure {
    return new Failure(`volume '${this.#parts.id}:${name.text}' ${text}`)
  }
}

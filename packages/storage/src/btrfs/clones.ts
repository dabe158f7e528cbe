import { Failure } from '@quorate/schema'
import type { ImageFormat } from '../content-type.ts'
import { baseNameOf } from '../directory/base-name.ts'
import { readDirectoryName } from '../directory/volume-names.ts'
import type { Clones, Making } from '../driver.ts'
import type { VolumeName } from '../volume-name.ts'
import { findVolume } from './list-volumes.ts'
import { moveSubvolume } from './move-subvolume.ts'
import { newClone } from './new-volume.ts'
import type { BtrfsParts } from './parts.ts'
import { subvolumeOf } from './volume-place.ts'

/** Base volumes are read-only subvolumes; clones are snapshots of them, which need nothing of their base afterwards. */
export class BtrfsClones implements Clones {
  readonly formats = ['raw', 'subvol'] as const
  readonly #parts: BtrfsParts

  constructor(parts: BtrfsParts) {
    this.#parts = parts
  }

  cloneFormat(base: ImageFormat): ImageFormat {
    return base
  }

  baseName(name: VolumeName): string {
    return baseNameOf(this.#parts.id, { ...name, base: undefined })
  }

  async makeBase(name: VolumeName): Promise<string> {
    const base = readDirectoryName(this.#parts.id, this.baseName(name))
    if (name.format === 'subvol' && (await this.#parts.btrfs.holdsOthers(await subvolumeOf(this.#parts, name)))) {
      throw new Failure(`volume '${this.#parts.id}:${name.text}' holds subvolumes of its own, which clones would lack: remove them first`)
    }
    await moveSubvolume(this.#parts, name, base)
    await this.#parts.btrfs.setReadOnly(await subvolumeOf(this.#parts, base), true)
    return base.text
  }

  async unmakeBase(base: VolumeName, former: VolumeName): Promise<void> {
    await moveSubvolume(this.#parts, base, former)
    await this.#parts.btrfs.setReadOnly(await subvolumeOf(this.#parts, former), false)
  }

  async clone(base: VolumeName, request: { vmid: number; name?: string }, making: Making): Promise<string> {
    if (!base.isBase) throw new Failure(`volume '${this.#parts.id}:${base.text}' is no base image: only those can have linked clones`)
    const { size: sizeBytes } = (await findVolume(this.#parts, base.vmid ?? 0, base.leaf)) ?? { size: 0 }
    const format = base.format as ImageFormat
    return await newClone(this.#parts, { ...request, format, sizeBytes }, await subvolumeOf(this.#parts, base), making)
  }

  async clonesOf(): Promise<string[]> {
    return []
  }
}

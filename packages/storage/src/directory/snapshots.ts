import { Failure } from '@quorate/schema'
import type { Snapshots } from '../driver.ts'
import type { VolumeSnapshot } from '../storage-service.ts'
import type { VolumeName } from '../volume-name.ts'
import type { DirectoryParts } from './parts.ts'
import { volumePath } from './volume-path.ts'

/** Snapshots inside qcow2 images. */
export class Qcow2Snapshots implements Snapshots {
  readonly formats = ['qcow2'] as const
  readonly readable = this.formats
  readonly keepsNewer = true
  readonly #parts: DirectoryParts

  constructor(parts: DirectoryParts) {
    this.#parts = parts
  }

  async list(name: VolumeName): Promise<VolumeSnapshot[]> {
    const info = await this.#parts.qemuImg.info({ path: await volumePath(this.#parts, name), format: 'qcow2' })
    return (info.snapshots ?? []).map(one => ({ name: one.name, time: one['date-sec'], stateSize: one['vm-state-size'] }))
  }

  async create(name: VolumeName, snapshot: string): Promise<void> {
    if (await this.#has(name, snapshot)) throw new Failure(`${this.#what(name)}: snapshot '${snapshot}' already exists`)
    await this.#parts.qemuImg.snapshot('-c', snapshot, await volumePath(this.#parts, name))
  }

  async remove(name: VolumeName, snapshot: string): Promise<void> {
    if (!(await this.#has(name, snapshot))) return
    await this.#parts.qemuImg.snapshot('-d', snapshot, await volumePath(this.#parts, name))
  }

  async rollback(name: VolumeName, snapshot: string): Promise<void> {
    if (!(await this.#has(name, snapshot))) throw new Failure(`${this.#what(name)}: snapshot '${snapshot}' does not exist`)
    await this.#parts.qemuImg.snapshot('-a', snapshot, await volumePath(this.#parts, name))
  }

  async #has(name: VolumeName, snapshot: string): Promise<boolean> {
    return (await this.list(name)).some(one => one.name === snapshot)
  }

  #what(name: VolumeName): string {
    return `volume '${this.#parts.id}:${name.text}'`
  }
}

import { Failure } from '@quorate/schema'
import type { Snapshots } from '../driver.ts'
import type { VolumeSnapshot } from '../storage-service.ts'
import { refuseMounts } from '../tree/refuse-mounts.ts'
import type { VolumeName } from '../volume-name.ts'
import type { ZfsParts } from './parts.ts'
import { datasetOf, placeOf } from './volume-place.ts'

/** Snapshots of datasets. A rollback gives up all that is newer, so it is possible to the newest alone. */
export class ZfsSnapshots implements Snapshots {
  readonly formats = ['raw', 'subvol'] as const
  readonly readable = ['subvol'] as const
  readonly keepsNewer = false
  readonly #parts: ZfsParts

  constructor(parts: ZfsParts) {
    this.#parts = parts
  }

  /** Those that begin with two underscores are no guest's: bases of clones, states of a replication. */
  async list(name: VolumeName): Promise<VolumeSnapshot[]> {
    const all = await this.#parts.zfs.snapshots(datasetOf(this.#parts, name))
    return all.filter(one => !one.name.startsWith('__')).map(one => ({ ...one, stateSize: 0 }))
  }

  async create(name: VolumeName, snapshot: string): Promise<void> {
    if ((await this.list(name)).some(one => one.name === snapshot))
      throw new Failure(`${this.#what(name)}: snapshot '${snapshot}' already exists`)
    await this.#parts.zfs.snapshot(`${datasetOf(this.#parts, name)}@${snapshot}`)
  }

  async remove(name: VolumeName, snapshot: string): Promise<void> {
    await this.#parts.zfs.destroySnapshot(`${datasetOf(this.#parts, name)}@${snapshot}`)
  }

  async rollback(name: VolumeName, snapshot: string): Promise<void> {
    const all = await this.list(name)
    if (!all.some(one => one.name === snapshot)) throw new Failure(`${this.#what(name)}: snapshot '${snapshot}' does not exist`)
    const newest = all.at(-1)?.name
    if (newest !== snapshot) {
      throw new Failure(
        `can't rollback, '${snapshot}' is not most recent snapshot on '${this.#parts.id}:${name.text}': '${newest}' is newer`,
      )
    }
    if (name.format === 'subvol')
      await refuseMounts(`unable to roll back ${this.#what(name)}`, placeOf(this.#parts, name.leaf, name.format).path)
    await this.#parts.zfs.rollback(`${datasetOf(this.#parts, name)}@${snapshot}`)
  }

  #what(name: VolumeName): string {
    return `volume '${this.#parts.id}:${name.text}'`
  }
}

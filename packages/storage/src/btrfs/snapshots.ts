import { randomBytes } from 'node:crypto'
import { realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Failure } from '@quorate/schema'
import type { Snapshots } from '../driver.ts'
import type { VolumeSnapshot } from '../storage-service.ts'
import { refuseMounts } from '../tree/refuse-mounts.ts'
import { removeFolder } from '../tree/remove-folder.ts'
import type { VolumeName } from '../volume-name.ts'
import { isSubvolume } from './btrfs-tool.ts'
import { findVolume } from './list-volumes.ts'
import type { BtrfsParts } from './parts.ts'
import { pathFromTop, snapshotsBeside, subvolumeOf } from './volume-place.ts'

/** Read-only snapshots beside the volume, called `<volume>@<snapshot>`. */
export class BtrfsSnapshots implements Snapshots {
  readonly formats = ['raw', 'subvol'] as const
  readonly readable = this.formats
  readonly keepsNewer = true
  readonly #parts: BtrfsParts

  constructor(parts: BtrfsParts) {
    this.#parts = parts
  }

  async list(name: VolumeName): Promise<VolumeSnapshot[]> {
    const subvolume = await subvolumeOf(this.#parts, name)
    const names = await snapshotsBeside(subvolume)
    if (names.length === 0) return []
    const times = await this.#parts.btrfs.snapshotTimes(dirname(subvolume))
    const top = pathFromTop(await realpath(subvolume))
    return names
      .map(snapshot => ({ name: snapshot, time: times.get(`${top}@${snapshot}`) ?? 0, stateSize: 0 }))
      .toSorted((a, b) => a.time - b.time)
  }

  async create(name: VolumeName, snapshot: string): Promise<void> {
    const subvolume = await subvolumeOf(this.#parts, name)
    const taken = `${subvolume}@${snapshot}`
    if ((await isSubvolume(taken)) !== undefined) throw new Failure(`${this.#what(name)}: snapshot '${snapshot}' already exists`)
    await this.#parts.btrfs.snapshot(subvolume, taken, { readOnly: true })
  }

  async remove(name: VolumeName, snapshot: string): Promise<void> {
    await this.#remove(name, await subvolumeOf(this.#parts, name, snapshot))
  }

  /** A writable snapshot of the snapshot and the volume change names in one step; then what was there goes. */
  async rollback(name: VolumeName, snapshot: string): Promise<void> {
    const { btrfs, host } = this.#parts
    const subvolume = await subvolumeOf(this.#parts, name)
    const from = await subvolumeOf(this.#parts, name, snapshot)
    if (!(await isSubvolume(from))) throw new Failure(`${this.#what(name)}: snapshot '${snapshot}' does not exist`)
    if (name.format === 'subvol') await this.#requireWhole(name, subvolume)
    const { size } = (await findVolume(this.#parts, name.vmid ?? 0, name.leaf)) ?? { size: 0 }
    const hidden = join(dirname(subvolume), `.gone-${randomBytes(8).toString('hex')}`)
    await btrfs.snapshot(from, hidden)
    if (name.format === 'subvol') await btrfs.limit(hidden, size)
    await host.files.exchange(hidden, subvolume)
    await this.#remove(name, hidden)
  }

  async #requireWhole(name: VolumeName, subvolume: string): Promise<void> {
    await refuseMounts(`unable to roll back ${this.#what(name)}`, subvolume)
    if (!(await this.#parts.btrfs.holdsOthers(subvolume))) return
    throw new Failure(`${this.#what(name)} holds subvolumes of its own, which are in no snapshot and would be lost: remove them first`)
  }

  async #remove(name: VolumeName, path: string): Promise<void> {
    await removeFolder(this.#what(name), path, gone => this.#parts.btrfs.remove(gone))
  }

  #what(name: VolumeName): string {
    return `volume '${this.#parts.id}:${name.text}'`
  }
}

import { Failure } from '@quorate/schema'
import { isGuestVolume, type ImageFormat } from '../content-type.ts'
import type { StorageService } from '../storage-service.ts'
import { removeSnapshotAction } from './making.ts'
import type { Storages } from './storages.ts'

/** Names become arguments of tools and keys of configurations. */
const snapshotName = /^[A-Za-z][A-Za-z0-9_-]{0,39}$/

/** Snapshots inside storages, of volumes that are not in use. */
export function volumeSnapshots(
  storages: Storages,
): Pick<StorageService, 'snapshots' | 'keepsNewer' | 'createSnapshot' | 'removeSnapshot' | 'rollback'> {
  async function able(volid: string, snapshot?: string) {
    const { entry, storage, name } = await storages.existing(volid)
    if (snapshot !== undefined && !snapshotName.test(snapshot)) throw new Failure(`volume '${volid}': '${snapshot}' cannot name a snapshot`)
    if (!isGuestVolume(name.content) || !storage.snapshots?.formats.includes(name.format as ImageFormat)) {
      throw new Failure(`volume '${volid}' cannot have snapshots: storage '${entry.id}' has none for format '${name.format}'`)
    }
    return { snapshots: storage.snapshots, name }
  }
  return {
    async snapshots(volid) {
      const { snapshots, name } = await able(volid)
      return await snapshots.list(name)
    },
    keepsNewer: volid => storages.volume(volid).storage.snapshots?.keepsNewer ?? true,
    async createSnapshot(work, volid, snapshot) {
      const { snapshots, name } = await able(volid, snapshot)
      if ((await snapshots.list(name)).some(one => one.name === snapshot)) {
        throw new Failure(`volume '${volid}': snapshot '${snapshot}' already exists`)
      }
      await work.undo(removeSnapshotAction, { volid, snapshot })
      await snapshots.create(name, snapshot)
    },
    async removeSnapshot(volid, snapshot) {
      const { snapshots, name } = await able(volid, snapshot)
      await snapshots.remove(name, snapshot)
    },
    async rollback(volid, snapshot) {
      const { snapshots, name } = await able(volid, snapshot)
      await snapshots.rollback(name, snapshot)
    },
  }
}

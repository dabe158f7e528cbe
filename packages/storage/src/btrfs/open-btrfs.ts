import { statfs } from 'node:fs/promises'
import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { isOn } from '../config/option-value.ts'
import type { StorageEntry } from '../config/storage-entry.ts'
import { DirectoryLayout } from '../directory/layout.ts'
import { openDirectory } from '../directory/open-directory.ts'
import type { OpenedStorage } from '../driver.ts'
import { QemuImg, type Preallocation } from '../image/qemu-img.ts'
import { BtrfsTool } from './btrfs-tool.ts'
import { BtrfsClones } from './clones.ts'
import type { BtrfsParts } from './parts.ts'
import { BtrfsSnapshots } from './snapshots.ts'
import { BtrfsVolumes } from './volumes.ts'

const btrfsMagic = 0x9123683e

/** A folder on a btrfs: volumes of guests are subvolumes, all other content is files as in any folder. */
export function openBtrfs(id: string, entry: StorageEntry, host: Host, path: string): OpenedStorage {
  const directory = openDirectory(id, entry, host, path)
  const preallocation = entry.options['preallocation'] as Preallocation | undefined
  const parts: BtrfsParts = {
    id,
    layout: new DirectoryLayout(id, path),
    host,
    qemuImg: new QemuImg(host),
    ...(preallocation && { preallocation }),
    btrfs: new BtrfsTool(host),
    nocow: isOn(entry.options['nocow'] ?? '0'),
  }
  return {
    async activate() {
      await directory.activate()
      if ((await statfs(path)).type !== btrfsMagic) {
        throw new Failure(`unable to activate storage '${id}': '${path}' is not on a btrfs file system`)
      }
    },
    deactivate: directory.deactivate,
    status: directory.status,
    volumes: new BtrfsVolumes(parts, directory.volumes),
    snapshots: new BtrfsSnapshots(parts),
    clones: new BtrfsClones(parts),
    ...(directory.files && { files: directory.files }),
  }
}

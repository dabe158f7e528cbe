import { openBtrfs } from '../btrfs/open-btrfs.ts'
import { storageTypes, type StorageType } from '../config/storage-types.ts'
import { pathOption } from '../directory/path-option.ts'
import type { StorageDriver } from '../driver.ts'

/** A folder on a btrfs of this machine. */
export const btrfsDriver: StorageDriver = {
  type: 'btrfs',
  config: storageTypes['btrfs'] as StorageType,
  check(entry) {
    pathOption(entry)
  },
  open: (id, entry, host) => openBtrfs(id, entry, host, pathOption(entry)),
}

import { Failure } from '@quorate/schema'
import { storageTypes, type StorageType } from '../config/storage-types.ts'
import { readContentDirs } from '../directory/layout.ts'
import { openDirectory } from '../directory/open-directory.ts'
import { pathOption } from '../directory/path-option.ts'
import type { StorageDriver } from '../driver.ts'

/** A folder of this machine. */
export const dirDriver: StorageDriver = {
  type: 'dir',
  config: storageTypes['dir'] as StorageType,
  check(entry) {
    pathOption(entry)
    readContentDirs(entry.id, entry.options['content-dirs'])
    if (entry.options['snapshot-as-volume-chain'] === '1') {
      throw new Failure(`storage '${entry.id}': snapshots as chains of volumes are not supported; qcow2 images keep snapshots inside`)
    }
  },
  open: (id, entry, host) => openDirectory(id, entry, host, pathOption(entry)),
}

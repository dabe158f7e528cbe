import { Failure } from '@quorate/schema'
import type { StorageEntry } from '../config/storage-entry.ts'
import { storageTypes, type StorageType } from '../config/storage-types.ts'
import { readContentDirs } from '../directory/layout.ts'
import { openDirectory } from '../directory/open-directory.ts'
import type { StorageDriver } from '../driver.ts'

function pathOf(entry: StorageEntry): string {
  const path = entry.options['path'] ?? ''
  const safe = path.startsWith('/') && !path.split('/').includes('..') && path !== '/'
  if (!safe) throw new Failure(`storage '${entry.id}': path '${path}' is not an absolute path of a folder`, { status: 400 })
  return path.replace(/\/+$/, '')
}

/** A folder of this machine. */
export const dirDriver: StorageDriver = {
  type: 'dir',
  config: storageTypes['dir'] as StorageType,
  check(entry) {
    pathOf(entry)
    readContentDirs(entry.id, entry.options['content-dirs'])
    if (entry.options['snapshot-as-volume-chain'] === '1') {
      throw new Failure(`storage '${entry.id}': snapshots as chains of volumes are not supported; qcow2 images keep snapshots inside`)
    }
  },
  open: (id, entry, host) => openDirectory(id, entry, host, pathOf(entry)),
}

import { lstat, mkdir } from 'node:fs/promises'
import type { Host } from '@quorate/host'
import type { FolderKind } from '../tree/new-folder.ts'
import { removePlainFolder } from '../tree/remove-folder.ts'
import { folderIdentity } from './identity.ts'

/** Volumes of format `subvol` where a folder is just a folder. */
export function plainFolder(host: Host): FolderKind {
  const remove = removePlainFolder(host)
  return {
    create: path => mkdir(path, { mode: 0o755 }),
    identity: async path => folderIdentity(await lstat(path, { bigint: true })),
    remove,
    entryOf: leaf => leaf,
  }
}

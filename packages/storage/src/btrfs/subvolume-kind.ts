import { chmod } from 'node:fs/promises'
import type { FolderKind } from '../tree/new-folder.ts'
import type { BtrfsParts } from './parts.ts'
import { entryOf } from './volume-place.ts'

/** Volumes that are subvolumes, empty at first or as another subvolume is now. */
export function subvolumeKind(parts: BtrfsParts, from?: string): FolderKind {
  const { btrfs } = parts
  return {
    create: async path => {
      if (from !== undefined) return await btrfs.snapshot(from, path)
      await btrfs.create(path)
      await chmod(path, 0o755)
    },
    identity: path => btrfs.uuid(path),
    remove: path => btrfs.remove(path),
    entryOf,
  }
}

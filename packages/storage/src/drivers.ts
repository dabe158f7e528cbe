import type { StorageDriver } from './driver.ts'
import { btrfsDriver } from './drivers/btrfs.ts'
import { dirDriver } from './drivers/dir.ts'
import { zfspoolDriver } from './drivers/zfspool.ts'

/** Every type that can be used. */
export const storageDrivers: Readonly<Record<string, StorageDriver>> = {
  btrfs: btrfsDriver,
  dir: dirDriver,
  zfspool: zfspoolDriver,
}

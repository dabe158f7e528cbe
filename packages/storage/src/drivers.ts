import type { StorageDriver } from './driver.ts'
import { dirDriver } from './drivers/dir.ts'

/** Every type that can be used. */
export const storageDrivers: Readonly<Record<string, StorageDriver>> = {
  dir: dirDriver,
}

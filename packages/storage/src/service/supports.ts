import { isGuestVolume, type ImageFormat } from '../content-type.ts'
import type { OpenedStorage } from '../driver.ts'
import type { VolumeFeature } from '../storage-service.ts'
import type { VolumeName } from '../volume-name.ts'

/** Only QEMU reads qcow2 and the like. */
export function canClone(format: ImageFormat | undefined, container: boolean): boolean {
  return format !== undefined && (!container || format === 'raw' || format === 'subvol')
}

/** Read from which capabilities the storage has, never tried out. */
export function supportsFeature(
  storage: OpenedStorage,
  name: VolumeName,
  feature: VolumeFeature,
  options: { running?: boolean; snapshot?: string; container: boolean },
): boolean {
  if (!isGuestVolume(name.content)) return false
  const format = name.format as ImageFormat
  const snapshots = storage.snapshots?.formats.includes(format) ?? false
  const clones = storage.clones?.formats.includes(format) ?? false
  switch (feature) {
    case 'snapshot':
      return snapshots && !name.isBase
    case 'clone':
      return name.isBase && options.snapshot === undefined && canClone(storage.clones?.cloneFormat(format), options.container)
    case 'template':
      return clones && !name.isBase && name.base === undefined && options.snapshot === undefined && !options.running
    case 'copy':
      return options.snapshot === undefined || (storage.snapshots?.readable.includes(format) ?? false)
    case 'resize':
      return storage.volumes.resizable.includes(format) && !name.isBase && options.snapshot === undefined
    case 'sparseinit':
      return format !== 'subvol' && options.snapshot === undefined
  }
}

import type { ImageFormat } from '../content-type.ts'
import type { OpenedStorage } from '../driver.ts'
import type { VolumeFeature } from '../storage-service.ts'
import type { VolumeName } from '../volume-name.ts'

/** Read from which capabilities the storage has, never tried out. */
export function supportsFeature(
  storage: OpenedStorage,
  name: VolumeName,
  feature: VolumeFeature,
  options: { running?: boolean; snapshot?: string },
): boolean {
  if (name.content !== 'images') return false
  const format = name.format as ImageFormat
  const snapshots = storage.snapshots?.formats.includes(format) ?? false
  const clones = storage.clones?.formats.includes(format) ?? false
  switch (feature) {
    case 'snapshot':
      return snapshots && !name.isBase
    case 'clone':
      return clones && name.isBase && options.snapshot === undefined
    case 'template':
      return clones && !name.isBase && name.base === undefined && options.snapshot === undefined && !options.running
    case 'copy':
      return options.snapshot === undefined || snapshots
    case 'resize':
      return format !== 'vmdk' && !name.isBase && options.snapshot === undefined
    case 'sparseinit':
      return format !== 'subvol' && options.snapshot === undefined
  }
}

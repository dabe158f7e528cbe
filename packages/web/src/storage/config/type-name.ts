import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import type { StorageType } from './storage-types.ts'

const names: Readonly<Record<StorageType, MessageDescriptor>> = {
  dir: msg`Directory`,
  btrfs: msg`BTRFS`,
  zfspool: msg`ZFS pool`,
}

/** A type's name; what is not known stands as it is. */
export const typeName = (type: string): MessageDescriptor => names[type as StorageType] ?? { id: type, message: type }
